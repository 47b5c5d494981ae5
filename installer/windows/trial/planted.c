/* A library that a stranger has left lying about: it tells when it is loaded, and by what name. */

#include <windows.h>
#include <wchar.h>

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, LPVOID reserved)
{
    static wchar_t path[MAX_PATH], mark[2 * MAX_PATH] = L"C:\\Planted\\loaded ";
    HANDLE file;
    (void)reserved;
    if (reason == DLL_PROCESS_ATTACH && GetModuleFileNameW(instance, path, MAX_PATH)) {
        wcscat(mark, wcsrchr(path, L'\\') + 1);
        file = CreateFileW(mark, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
        if (file != INVALID_HANDLE_VALUE)
            CloseHandle(file);
    }
    return TRUE;
}
