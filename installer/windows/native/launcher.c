/* python.exe, parley.exe and parley-console.exe: load Python from the program's own folder and run it.

   With MODULE defined the program runs that module: `parley doctor` is `python -X utf8 -m desktop doctor`. The
   program starts its own parts as `sys.executable -m desktop.part ...`, which is let through; no other module is. */

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

typedef int (*python_main)(int, wchar_t **);

static int fail(const wchar_t *text)
{
#ifdef WINDOWED
    MessageBoxW(NULL, text, L"Parley", MB_OK | MB_ICONERROR);
#else
    fwprintf(stderr, L"%ls\n", text);
#endif
    return 103;
}

static HMODULE load_python(void)
{
    static wchar_t path[32768];
    DWORD length = GetModuleFileNameW(NULL, path, 32768);
    wchar_t *name = wcsrchr(path, L'\\');
    if (length == 0 || length >= 32740 || name == NULL)
        return NULL;
    wcscpy(name + 1, L"python311.dll");
    /* Libraries come from this folder, Windows' own and those the program names: never from the current
       folder or the PATH, where a stranger's library could lie. */
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    return LoadLibraryExW(path, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
}

#ifdef MODULE
static int is_own(const wchar_t *module)
{
    size_t length = wcslen(MODULE);
    return wcsncmp(module, MODULE, length) == 0 && (module[length] == 0 || module[length] == L'.');
}
#endif

static int run(int argc, wchar_t **argv)
{
    HMODULE python = load_python();
    python_main start = python ? (python_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (start == NULL)
        return fail(L"The program is incomplete: python311.dll cannot be loaded. Please install Parley again.");
#ifdef MODULE
    wchar_t **words = calloc((size_t)argc + 6, sizeof(wchar_t *));
    wchar_t *module = MODULE;
    int count = 0, next = 1;
    if (words == NULL)
        return fail(L"There is not enough memory to start Parley.");
    if (argc >= 3 && wcscmp(argv[1], L"-m") == 0 && is_own(argv[2])) {
        module = argv[2];
        next = 3;
    }
    words[count++] = argv[0];
    words[count++] = L"-X";
    words[count++] = L"utf8";
    words[count++] = L"-m";
    words[count++] = module;
    while (next < argc)
        words[count++] = argv[next++];
    return start(count, words);
#else
    return start(argc, argv);
#endif
}

#ifdef WINDOWED
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, wchar_t *line, int show)
{
    (void)instance, (void)previous, (void)line, (void)show;
    return run(__argc, __wargv);
}
#else
int wmain(int argc, wchar_t **argv)
{
    return run(argc, argv);
}
#endif
