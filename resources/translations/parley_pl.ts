<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl" sourcelanguage="en">
  <context>
    <name />
    <message>
      <source>Broken off. What was written until now stays.</source>
      <translation>Przerwano. To, co już zapisano, pozostaje.</translation>
    </message>
    <message>
      <source>“{region}” is no country's two letters, so numbers are read as British.</source>
      <translation>„{region}” to nie dwie litery żadnego kraju, więc numery są czytane jak brytyjskie.</translation>
    </message>
    <message>
      <source>Set the default country in the settings.</source>
      <translation>Ustaw domyślny kraj w ustawieniach.</translation>
    </message>
    <message>
      <source>Agent</source>
      <translation>Agent</translation>
    </message>
    <message>
      <source>Parley ended unexpectedly last time. What you had typed was kept.</source>
      <translation>Parley poprzednio zakończył się nieoczekiwanie. To, co było wpisane, zostało zachowane.</translation>
    </message>
    <message>
      <source>The store of an earlier version is brought up to date. Calls are taken when that is done.</source>
      <translation>Magazyn wcześniejszej wersji jest aktualizowany. Połączenia będą odbierane, gdy to się skończy.</translation>
    </message>
    <message>
      <source>{words}. Closing the window is safe: it begins anew at the next start.</source>
      <translation>{words}. Okno można bezpiecznie zamknąć: przy następnym uruchomieniu zacznie się to od nowa.</translation>
    </message>
    <message>
      <source>Something in Parley failed that should not: {line}</source>
      <translation>W Parley zawiodło coś, co nie powinno: {line}</translation>
    </message>
    <message>
      <source>Calls and notes go on. Details for support are in {file}.</source>
      <translation>Rozmowy i notatki działają dalej. Szczegóły dla pomocy technicznej są w {file}.</translation>
    </message>
    <message>
      <source>There is no screen here to open a window on. Start it from a desktop, or with: xvfb-run -a …</source>
      <translation>Nie ma tu ekranu, na którym można otworzyć okno. Uruchom z pulpitu albo: xvfb-run -a …</translation>
    </message>
    <message>
      <source>Parley is open already; its window was raised.</source>
      <translation>Parley jest już otwarty; jego okno zostało wysunięte na wierzch.</translation>
    </message>
    <message>
      <source>usage: </source>
      <translation>sposób użycia: </translation>
    </message>
    <message>
      <source>positional arguments</source>
      <translation>argumenty</translation>
    </message>
    <message>
      <source>options</source>
      <translation>opcje</translation>
    </message>
    <message>
      <source>show this help message and exit</source>
      <translation>pokaż tę pomoc i zakończ</translation>
    </message>
    <message>
      <source>%(prog)s: error: %(message)s
</source>
      <translation>%(prog)s: błąd: %(message)s
</translation>
    </message>
    <message>
      <source>argument %(argument_name)s: %(message)s</source>
      <translation>argument %(argument_name)s: %(message)s</translation>
    </message>
    <message>
      <source>unrecognized arguments: %s</source>
      <translation>nieznane argumenty: %s</translation>
    </message>
    <message>
      <source>the following arguments are required: %s</source>
      <translation>brakuje argumentów: %s</translation>
    </message>
    <message>
      <source>ignored explicit argument %r</source>
      <translation>nie przyjmuje wartości: %r</translation>
    </message>
    <message>
      <source>expected one argument</source>
      <translation>wymaga wartości</translation>
    </message>
    <message>
      <source>ambiguous option: %(option)s could match %(matches)s</source>
      <translation>niejednoznaczna opcja: %(option)s może oznaczać %(matches)s</translation>
    </message>
    <message>
      <source>invalid choice: %(value)r (choose from %(choices)s)</source>
      <translation>niewłaściwa wartość: %(value)r (do wyboru: %(choices)s)</translation>
    </message>
    <message>
      <source>The contact-centre agent's desk.</source>
      <translation>Stanowisko agenta contact center.</translation>
    </message>
    <message>
      <source>show the version and exit</source>
      <translation>pokaż wersję i zakończ</translation>
    </message>
    <message>
      <source>command</source>
      <translation>polecenie</translation>
    </message>
    <message>
      <source>the phone engine; the desk starts it</source>
      <translation>silnik telefonu; uruchamia go program</translation>
    </message>
    <message>
      <source>look at engine, sound, store, keyring and registration</source>
      <translation>sprawdź silnik, dźwięk, magazyn, pęk kluczy i rejestrację</translation>
    </message>
    <message>
      <source>machine-readable</source>
      <translation>w postaci dla programów</translation>
    </message>
    <message>
      <source>leave the exchange alone</source>
      <translation>nie łącz się z centralą</translation>
    </message>
    <message>
      <source>FOLDER</source>
      <translation>FOLDER</translation>
    </message>
    <message>
      <source>keep everything in this folder</source>
      <translation>trzymaj wszystko w tym folderze</translation>
    </message>
    <message>
      <source>FILE-OR-URL</source>
      <translation>PLIK-LUB-URL</translation>
    </message>
    <message>
      <source>another store than the settings name</source>
      <translation>inny magazyn niż podany w ustawieniach</translation>
    </message>
    <message>
      <source>OPTION</source>
      <translation>OPCJA</translation>
    </message>
    <message>
      <source>handed on to the phone engine</source>
      <translation>przekazywana silnikowi telefonu</translation>
    </message>
    <message>
      <source>without a screen (for tests)</source>
      <translation>bez ekranu (do testów)</translation>
    </message>
    <message>
      <source>read customers, orders, interactions … from a CSV file</source>
      <translation>wczytaj klientów, zamówienia, kontakty … z pliku CSV</translation>
    </message>
    <message>
      <source>KIND</source>
      <translation>RODZAJ</translation>
    </message>
    <message>
      <source>what is in the file: {kinds}</source>
      <translation>co jest w pliku: {kinds}</translation>
    </message>
    <message>
      <source>FILE</source>
      <translation>PLIK</translation>
    </message>
    <message>
      <source>check every row, write none</source>
      <translation>sprawdź każdy wiersz, nie zapisuj żadnego</translation>
    </message>
    <message>
      <source>HEADER=FIELD</source>
      <translation>NAGŁÓWEK=POLE</translation>
    </message>
    <message>
      <source>what a column means, if not its name</source>
      <translation>znaczenie kolumny, jeśli inne niż jej nazwa</translation>
    </message>
    <message>
      <source>NAME</source>
      <translation>NAZWA</translation>
    </message>
    <message>
      <source>of the file, where it cannot be told: cp1250, gb18030, …</source>
      <translation>kodowanie pliku, gdy nie da się go rozpoznać: cp1250, gb18030, …</translation>
    </message>
    <message>
      <source>what comes first in 03/04/2026: day or month</source>
      <translation>co jest pierwsze w 03/04/2026: dzień czy miesiąc</translation>
    </message>
    <message>
      <source>where rejected rows go (otherwise: beside the file that is read)</source>
      <translation>dokąd zapisać odrzucone wiersze (domyślnie: obok wczytywanego pliku)</translation>
    </message>
    <message>
      <source>write customers, orders, interactions … to a CSV file</source>
      <translation>zapisz klientów, zamówienia, kontakty … do pliku CSV</translation>
    </message>
    <message>
      <source>what is written: {kinds}</source>
      <translation>co zapisać: {kinds}</translation>
    </message>
    <message>
      <source>the desk with a small world and a caller that rings</source>
      <translation>program z małym światem i kimś, kto dzwoni</translation>
    </message>
    <message>
      <source>load that world into a store</source>
      <translation>wczytaj ten świat do magazynu</translation>
    </message>
    <message>
      <source>NUMBER</source>
      <translation>LICZBA</translation>
    </message>
    <message>
      <source>another world for another number</source>
      <translation>inny świat dla innej liczby</translation>
    </message>
    <message>
      <source>how many customers; contacts are 15 times as many</source>
      <translation>liczba klientów; kontaktów jest 15 razy więcej</translation>
    </message>
    <message>
      <source>“{value}” is no whole number</source>
      <translation>„{value}” nie jest liczbą całkowitą</translation>
    </message>
    <message>
      <source>at least 1 is needed</source>
      <translation>potrzeba co najmniej 1</translation>
    </message>
    <message>
      <source>Reading</source>
      <translation>Odczyt</translation>
    </message>
    <message>
      <source>Writing</source>
      <translation>Zapis</translation>
    </message>
    <message>
      <source>{count} are in {file}.</source>
      <translation>{count} jest w {file}.</translation>
    </message>
    <message>
      <source>“{pair}” does not say which column is what.</source>
      <translation>„{pair}” nie mówi, która kolumna jest czym.</translation>
    </message>
    <message>
      <source>Write --map 'Column=field'.</source>
      <translation>Napisz --map 'Kolumna=pole'.</translation>
    </message>
    <message>
      <source>There is no encoding “{name}”.</source>
      <translation>Nie ma kodowania „{name}”.</translation>
    </message>
    <message>
      <source>Usual ones are utf-8, cp1250, cp1252 and gb18030.</source>
      <translation>Zwykle to utf-8, cp1250, cp1252 lub gb18030.</translation>
    </message>
    <message>
      <source>Nothing was written: {created} would be created, {changed} changed, {unchanged} left as they are, {rejected} rejected.</source>
      <translation>Nic nie zapisano. Przybyłoby: {created}, zmieniłoby się: {changed}, bez zmian: {unchanged}, odrzucone: {rejected}.</translation>
    </message>
    <message>
      <source>{created} were created, {changed} changed, {unchanged} left as they are, {rejected} rejected.</source>
      <translation>Przybyło: {created}, zmieniono: {changed}, bez zmian: {unchanged}, odrzucono: {rejected}.</translation>
    </message>
    <message>
      <source>The file was read as {encoding}; --encoding names another.</source>
      <translation>Plik odczytano jako {encoding}; --encoding wskazuje inne kodowanie.</translation>
    </message>
    <message>
      <source>Columns left out: {columns}.</source>
      <translation>Pominięte kolumny: {columns}.</translation>
    </message>
    <message>
      <source>  … and {count} more.</source>
      <translation>  … i jeszcze {count}.</translation>
    </message>
    <message>
      <source>The rejected rows are in {file}, each with its reason.</source>
      <translation>Odrzucone wiersze są w {file}, każdy z przyczyną.</translation>
    </message>
    <message>
      <source>The store of an earlier version is brought up to date. Breaking it off is safe.</source>
      <translation>Magazyn wcześniejszej wersji jest aktualizowany. Można to bezpiecznie przerwać.</translation>
    </message>
    <message>
      <source>The caller is on the phone already. Ctrl+Alt+0 lets them hang up.</source>
      <translation>Dzwoniący już rozmawia. Ctrl+Alt+0 kończy jego rozmowę.</translation>
    </message>
    <message>
      <source>You are calling; the caller picks up.</source>
      <translation>Dzwonisz; dzwoniący odbiera.</translation>
    </message>
    <message>
      <source>Ringing: {who}</source>
      <translation>Dzwoni: {who}</translation>
    </message>
    <message>
      <source>Ringing</source>
      <translation>Dzwoni</translation>
    </message>
    <message>
      <source>Talking</source>
      <translation>Rozmowa</translation>
    </message>
    <message>
      <source>The caller heard busy: you declined, or you are not ready.</source>
      <translation>Dzwoniący usłyszał sygnał zajętości: odrzucono połączenie albo brak gotowości.</translation>
    </message>
    <message>
      <source>Name the store to fill: --store FILE-OR-URL, or a folder with --profile.</source>
      <translation>Podaj magazyn do wypełnienia: --store PLIK-LUB-URL albo folder przez --profile.</translation>
    </message>
    <message>
      <source>{customers} customers, {orders} orders and {contacts} contacts are in {where}.</source>
      <translation>{customers} klientów, {orders} zamówień i {contacts} kontaktów jest w {where}.</translation>
    </message>
    <message>
      <source>Making a furniture shop</source>
      <translation>Urządzanie sklepu meblowego</translation>
    </message>
    <message>
      <source>The store already holds customers; the demo is not mixed with them.</source>
      <translation>W magazynie są już klienci; wersji pokazowej się z nimi nie miesza.</translation>
    </message>
    <message>
      <source>Name another file or database with --store.</source>
      <translation>Podaj inny plik lub bazę danych przez --store.</translation>
    </message>
    <message>
      <source>The demo keeps no passwords.</source>
      <translation>Wersja pokazowa nie przechowuje haseł.</translation>
    </message>
    <message>
      <source>This is a demo: nothing in it is real, and no call leaves this computer.</source>
      <translation>To wersja pokazowa: nic w niej nie jest prawdziwe i żadna rozmowa nie opuszcza tego komputera.</translation>
    </message>
    <message>
      <source>“Ring me” at the top, or Ctrl+Alt+1 to 5, lets a customer call.</source>
      <translation>„Zadzwoń do mnie” u góry albo Ctrl+Alt+1 do 5: zadzwoni klient.</translation>
    </message>
    <message>
      <source>Ring me</source>
      <translation>Zadzwoń do mnie</translation>
    </message>
    <message>
      <source>The caller hangs up</source>
      <translation>Dzwoniący się rozłącza</translation>
    </message>
    <message>
      <source>Only in the demo: let a customer call ({keys})</source>
      <translation>Tylko w wersji pokazowej: niech zadzwoni klient ({keys})</translation>
    </message>
    <message>
      <source>Nobody in this small world is of that kind.</source>
      <translation>W tym małym świecie nikogo takiego nie ma.</translation>
    </message>
    <message>
      <source>A known customer</source>
      <translation>Znany klient</translation>
    </message>
    <message>
      <source>A shared number</source>
      <translation>Wspólny numer</translation>
    </message>
    <message>
      <source>An unknown number</source>
      <translation>Nieznany numer</translation>
    </message>
    <message>
      <source>A withheld number</source>
      <translation>Numer zastrzeżony</translation>
    </message>
    <message>
      <source>Somebody who gives up</source>
      <translation>Ktoś, kto rezygnuje</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Ustawienia</translation>
    </message>
    <message>
      <source>The settings can be read.</source>
      <translation>Ustawienia można odczytać.</translation>
    </message>
    <message>
      <source>Phone engine</source>
      <translation>Silnik telefonu</translation>
    </message>
    <message>
      <source>The phone engine cannot be started. {words}</source>
      <translation>Nie można uruchomić silnika telefonu. {words}</translation>
    </message>
    <message>
      <source>Reinstall Parley; pjsua2 or one of its libraries may be missing. Until then there are no calls.</source>
      <translation>Zainstaluj Parley ponownie; może brakować pjsua2 lub jednej z jego bibliotek. Do tego czasu nie ma rozmów.</translation>
    </message>
    <message>
      <source>PJSIP {version} with {codecs}; encrypted sound: {srtp}; {tls}.</source>
      <translation>PJSIP {version} z {codecs}; szyfrowany dźwięk: {srtp}; {tls}.</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>tak</translation>
    </message>
    <message>
      <source>no</source>
      <translation>nie</translation>
    </message>
    <message>
      <source>no TLS</source>
      <translation>bez TLS</translation>
    </message>
    <message>
      <source>Nothing needs to be done, unless the exchange speaks Opus alone: let it offer G.722 or G.711.</source>
      <translation>Nic nie trzeba robić, chyba że centrala zna tylko Opus: niech oferuje G.722 lub G.711.</translation>
    </message>
    <message>
      <source>Opus is missing: calls use G.722 or G.711.</source>
      <translation>Brakuje Opus: rozmowy używają G.722 lub G.711.</translation>
    </message>
    <message>
      <source>Install a pjsua2 that is built with SRTP, or do not ask for encrypted sound in the account.</source>
      <translation>Zainstaluj pjsua2 z obsługą SRTP albo nie wymagaj szyfrowanego dźwięku na koncie.</translation>
    </message>
    <message>
      <source>The sound of calls cannot be encrypted.</source>
      <translation>Dźwięku rozmów nie da się szyfrować.</translation>
    </message>
    <message>
      <source>Install OpenSSL, or choose UDP or TCP in a network you trust.</source>
      <translation>Zainstaluj OpenSSL albo wybierz UDP lub TCP w zaufanej sieci.</translation>
    </message>
    <message>
      <source>The connection to the exchange cannot be encrypted.</source>
      <translation>Połączenia z centralą nie da się szyfrować.</translation>
    </message>
    <message>
      <source>It starts, and does not answer.</source>
      <translation>Uruchamia się i nie odpowiada.</translation>
    </message>
    <message>
      <source>It cannot be run: {why}.</source>
      <translation>Nie można go uruchomić: {why}.</translation>
    </message>
    <message>
      <source>Started once more, it worked.</source>
      <translation>Po ponownym uruchomieniu zadziałał.</translation>
    </message>
    <message>
      <source>It ended with code {code}: {words}</source>
      <translation>Zakończył się kodem {code}: {words}</translation>
    </message>
    <message>
      <source>Sound</source>
      <translation>Dźwięk</translation>
    </message>
    <message>
      <source>Not tried: there is no phone engine.</source>
      <translation>Nie próbowano: nie ma silnika telefonu.</translation>
    </message>
    <message>
      <source>Microphones: {inputs}. Speakers: {outputs}.</source>
      <translation>Mikrofony: {inputs}. Głośniki: {outputs}.</translation>
    </message>
    <message>
      <source>Plug in a headset.</source>
      <translation>Podłącz słuchawki.</translation>
    </message>
    <message>
      <source>There is no microphone: callers cannot hear you.</source>
      <translation>Nie ma mikrofonu: dzwoniący Cię nie słyszą.</translation>
    </message>
    <message>
      <source>There is no speaker: you cannot hear callers.</source>
      <translation>Nie ma głośnika: nie słychać dzwoniących.</translation>
    </message>
    <message>
      <source>There is no sound device: calls can be taken, but nothing is heard or said.</source>
      <translation>Nie ma urządzenia dźwiękowego: rozmowy można odbierać, ale nic nie słychać i nic nie można powiedzieć.</translation>
    </message>
    <message>
      <source>Plug in a headset. On Linux, see that PulseAudio or PipeWire runs for this user.</source>
      <translation>Podłącz słuchawki. W Linuksie sprawdź, czy dla tego użytkownika działa PulseAudio lub PipeWire.</translation>
    </message>
    <message>
      <source>Registration</source>
      <translation>Rejestracja</translation>
    </message>
    <message>
      <source>Start Parley; it asks for server, user and password.</source>
      <translation>Uruchom Parley; zapyta o serwer, użytkownika i hasło.</translation>
    </message>
    <message>
      <source>No account is set up.</source>
      <translation>Nie skonfigurowano konta.</translation>
    </message>
    <message>
      <source>Parley is open and holds the line; its window says how it is.</source>
      <translation>Parley jest otwarty i zajmuje linię; jego okno mówi, w jakim jest stanie.</translation>
    </message>
    <message>
      <source>There is no password to try.</source>
      <translation>Nie ma hasła do wypróbowania.</translation>
    </message>
    <message>
      <source>Start Parley and enter it.</source>
      <translation>Uruchom Parley i je wpisz.</translation>
    </message>
    <message>
      <source>The registration did not end in time.</source>
      <translation>Rejestracja nie zakończyła się na czas.</translation>
    </message>
    <message>
      <source>Store</source>
      <translation>Magazyn</translation>
    </message>
    <message>
      <source>There is no store yet; the first start makes it at {file}.</source>
      <translation>Nie ma jeszcze magazynu; pierwsze uruchomienie utworzy go w {file}.</translation>
    </message>
    <message>
      <source>Keep the file, and put back the newest backup beside it.</source>
      <translation>Zachowaj ten plik i przywróć najnowszą kopię zapasową, która leży obok.</translation>
    </message>
    <message>
      <source>The store is damaged: {damage}.</source>
      <translation>Magazyn jest uszkodzony: {damage}.</translation>
    </message>
    <message>
      <source>The store opens and has calls in it.</source>
      <translation>Magazyn się otwiera i są w nim rozmowy.</translation>
    </message>
    <message>
      <source>The store opens; there are no calls in it yet.</source>
      <translation>Magazyn się otwiera; nie ma w nim jeszcze rozmów.</translation>
    </message>
    <message>
      <source>{gigabytes} GB are free on the store's disk.</source>
      <translation>Na dysku magazynu jest {gigabytes} GB wolnego miejsca.</translation>
    </message>
    <message>
      <source>Make room: a full disk keeps notes from being saved.</source>
      <translation>Zrób miejsce: na pełnym dysku notatki się nie zapiszą.</translation>
    </message>
    <message>
      <source>The store is on a network drive: when the network falters, it can be damaged.</source>
      <translation>Magazyn jest na dysku sieciowym: gdy sieć zawiedzie, może się uszkodzić.</translation>
    </message>
    <message>
      <source>Move the store to a disk of this computer, or let the team share a PostgreSQL database.</source>
      <translation>Przenieś magazyn na dysk tego komputera albo użyjcie wspólnej bazy PostgreSQL.</translation>
    </message>
    <message>
      <source>Keyring</source>
      <translation>Pęk kluczy</translation>
    </message>
    <message>
      <source>There is no keyring, so passwords are asked for at each start.</source>
      <translation>Nie ma pęku kluczy, więc o hasła trzeba pytać przy każdym uruchomieniu.</translation>
    </message>
    <message>
      <source>On Linux, install gnome-keyring or KWallet, and log in again.</source>
      <translation>W Linuksie zainstaluj gnome-keyring lub KWallet i zaloguj się ponownie.</translation>
    </message>
    <message>
      <source>The keyring works and has the password.</source>
      <translation>Pęk kluczy działa i ma hasło.</translation>
    </message>
    <message>
      <source>The keyring works; no password is kept.</source>
      <translation>Pęk kluczy działa; nie przechowuje hasła.</translation>
    </message>
    <message>
      <source>fine</source>
      <translation>w porządku</translation>
    </message>
    <message>
      <source>limited</source>
      <translation>ograniczone</translation>
    </message>
    <message>
      <source>FAILED</source>
      <translation>BŁĄD</translation>
    </message>
    <message>
      <source>Hung up here.</source>
      <translation>Rozłączono tutaj.</translation>
    </message>
    <message>
      <source>The other side hung up.</source>
      <translation>Druga strona się rozłączyła.</translation>
    </message>
    <message>
      <source>Declined here.</source>
      <translation>Połączenie odrzucono tutaj.</translation>
    </message>
    <message>
      <source>The other side declined the call.</source>
      <translation>Druga strona odrzuciła połączenie.</translation>
    </message>
    <message>
      <source>The caller gave up before an answer.</source>
      <translation>Dzwoniący zrezygnował przed odebraniem.</translation>
    </message>
    <message>
      <source>Ended here before an answer.</source>
      <translation>Połączenie zakończono tutaj przed odebraniem.</translation>
    </message>
    <message>
      <source>A colleague or another phone answered.</source>
      <translation>Odebrał ktoś inny lub inny telefon.</translation>
    </message>
    <message>
      <source>The line is busy.</source>
      <translation>Linia jest zajęta.</translation>
    </message>
    <message>
      <source>Nobody answered.</source>
      <translation>Nikt nie odebrał.</translation>
    </message>
    <message>
      <source>The exchange does not know this number.</source>
      <translation>Centrala nie zna tego numeru.</translation>
    </message>
    <message>
      <source>The two phones have no sound format in common.</source>
      <translation>Telefony nie mają wspólnego formatu dźwięku.</translation>
    </message>
    <message>
      <source>No encrypted sound could be agreed on, which your phone account demands.</source>
      <translation>Nie udało się uzgodnić szyfrowania dźwięku, którego wymaga konto telefoniczne.</translation>
    </message>
    <message>
      <source>The call was cut off by a fault on this side.</source>
      <translation>Rozmowę przerwała usterka po tej stronie.</translation>
    </message>
    <message>
      <source>No calls were taken here then.</source>
      <translation>Nie przyjmowano wtedy połączeń.</translation>
    </message>
    <message>
      <source>The other side could not be reached</source>
      <translation>Nie udało się połączyć z drugą stroną</translation>
    </message>
    <message>
      <source>The exchange refused the call</source>
      <translation>Centrala odrzuciła połączenie</translation>
    </message>
    <message>
      <source>The call failed</source>
      <translation>Połączenie się nie udało</translation>
    </message>
    <message>
      <source>{words}: {reason}.</source>
      <translation>{words}: {reason}.</translation>
    </message>
    <message>
      <source>The call with {who} was cut off: the phone stopped. Your notes are kept.</source>
      <translation>Rozmowa z: {who} została przerwana, bo telefon przestał działać. Notatki są zachowane.</translation>
    </message>
    <message>
      <source>Call back</source>
      <translation>Oddzwoń</translation>
    </message>
    <message>
      <source>The call with {who} was cut off. Its notes are kept.</source>
      <translation>Rozmowa z: {who} została przerwana. Notatki są zachowane.</translation>
    </message>
    <message>
      <source>The phone is starting</source>
      <translation>Telefon się uruchamia</translation>
    </message>
    <message>
      <source>No account is set up</source>
      <translation>Nie skonfigurowano konta</translation>
    </message>
    <message>
      <source>The password for {account} is needed.</source>
      <translation>Potrzebne jest hasło do {account}.</translation>
    </message>
    <message>
      <source>The password for {account} is needed at each start.</source>
      <translation>Hasło do {account} jest potrzebne przy każdym uruchomieniu.</translation>
    </message>
    <message>
      <source>Password needed</source>
      <translation>Potrzebne hasło</translation>
    </message>
    <message>
      <source>Enter password</source>
      <translation>Wpisz hasło</translation>
    </message>
    <message>
      <source>{problem} The password is used until the program ends.</source>
      <translation>{problem} Hasło posłuży do zamknięcia programu.</translation>
    </message>
    <message>
      <source>The phone is restarting</source>
      <translation>Telefon uruchamia się ponownie</translation>
    </message>
    <message>
      <source>If it happens often, tell whoever runs the telephone system.</source>
      <translation>Jeśli zdarza się to często, powiedz o tym osobie odpowiedzialnej za telefony.</translation>
    </message>
    <message>
      <source>{user} at {server}</source>
      <translation>{user} w {server}</translation>
    </message>
    <message>
      <source>“{typed}” is no number or address.</source>
      <translation>„{typed}” to ani numer, ani adres.</translation>
    </message>
    <message>
      <source>“{value}” is no value for “{label}”.</source>
      <translation>„{value}” nie jest wartością dla „{label}”.</translation>
    </message>
    <message>
      <source>Give a number from {minimum} to {maximum}.</source>
      <translation>Podaj liczbę od {minimum} do {maximum}.</translation>
    </message>
    <message>
      <source>Choose one of: {choices}.</source>
      <translation>Wybierz jedno z: {choices}.</translation>
    </message>
    <message>
      <source>Ask your administrator to change it.</source>
      <translation>Poproś administratora o zmianę.</translation>
    </message>
    <message>
      <source>“{label}” is set by your organisation ({where}).</source>
      <translation>„{label}” ustala Twoja organizacja ({where}).</translation>
    </message>
    <message>
      <source>The settings could not be saved: {reason}.</source>
      <translation>Nie udało się zapisać ustawień: {reason}.</translation>
    </message>
    <message>
      <source>Check that there is room and that this folder may be written to: {folder}</source>
      <translation>Sprawdź, czy jest miejsce i czy wolno zapisywać w folderze: {folder}</translation>
    </message>
    <message>
      <source>Your settings could not be read: {reason}.</source>
      <translation>Nie udało się odczytać ustawień: {reason}.</translation>
    </message>
    <message>
      <source>Your settings file is damaged, so the defaults are used.</source>
      <translation>Plik ustawień jest uszkodzony, więc obowiązują domyślne.</translation>
    </message>
    <message>
      <source>It was kept as {file}. Check the account and the sound devices.</source>
      <translation>Zachowano go jako {file}. Sprawdź konto i urządzenia dźwiękowe.</translation>
    </message>
    <message>
      <source>{problem} It is left out (from {where}).</source>
      <translation>{problem} Zostało pominięte (z {where}).</translation>
    </message>
    <message>
      <source>Account</source>
      <translation>Konto</translation>
    </message>
    <message>
      <source>Calls</source>
      <translation>Rozmowy</translation>
    </message>
    <message>
      <source>Wrap-up</source>
      <translation>Po rozmowie</translation>
    </message>
    <message>
      <source>Appearance</source>
      <translation>Wygląd</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Klawisze</translation>
    </message>
    <message>
      <source>You</source>
      <translation>Ty</translation>
    </message>
    <message>
      <source>Privacy</source>
      <translation>Prywatność</translation>
    </message>
    <message>
      <source>Servers</source>
      <translation>Serwery</translation>
    </message>
    <message>
      <source>Host or host:port of the exchange, the one to prefer first. A bare host is looked up by SRV.</source>
      <translation>Host lub host:port centrali, preferowany na początku. Sam host jest szukany przez SRV.</translation>
    </message>
    <message>
      <source>User</source>
      <translation>Użytkownik</translation>
    </message>
    <message>
      <source>Your extension or SIP user name.</source>
      <translation>Numer wewnętrzny lub nazwa użytkownika SIP.</translation>
    </message>
    <message>
      <source>User for log-in</source>
      <translation>Użytkownik do logowania</translation>
    </message>
    <message>
      <source>Only if the exchange asks for another name with the password.</source>
      <translation>Tylko jeśli centrala wymaga innej nazwy przy haśle.</translation>
    </message>
    <message>
      <source>SIP domain</source>
      <translation>Domena SIP</translation>
    </message>
    <message>
      <source>Only if it is not the first server's name.</source>
      <translation>Tylko jeśli jest inna niż nazwa pierwszego serwera.</translation>
    </message>
    <message>
      <source>Name shown to those you call</source>
      <translation>Nazwa pokazywana rozmówcom</translation>
    </message>
    <message>
      <source>Transport</source>
      <translation>Transport</translation>
    </message>
    <message>
      <source>UDP</source>
      <translation>UDP</translation>
    </message>
    <message>
      <source>TCP</source>
      <translation>TCP</translation>
    </message>
    <message>
      <source>TLS, encrypted</source>
      <translation>TLS, szyfrowany</translation>
    </message>
    <message>
      <source>Encrypted sound</source>
      <translation>Szyfrowany dźwięk</translation>
    </message>
    <message>
      <source>Off</source>
      <translation>Wyłączone</translation>
    </message>
    <message>
      <source>If the exchange can</source>
      <translation>Jeśli centrala umie</translation>
    </message>
    <message>
      <source>Required, or the call fails</source>
      <translation>Wymagane, inaczej nie ma rozmowy</translation>
    </message>
    <message>
      <source>SRTP to the exchange. Needs TLS as transport.</source>
      <translation>SRTP do centrali. Wymaga transportu TLS.</translation>
    </message>
    <message>
      <source>Additional authority</source>
      <translation>Dodatkowy urząd certyfikacji</translation>
    </message>
    <message>
      <source>A PEM file trusted for TLS besides the system's own certificates.</source>
      <translation>Plik PEM, któremu TLS ufa oprócz certyfikatów systemu.</translation>
    </message>
    <message>
      <source>Register with the server</source>
      <translation>Rejestruj się na serwerze</translation>
    </message>
    <message>
      <source>Off: calls are taken from exactly the one server above, without registration.</source>
      <translation>Wyłączone: połączenia przyjmuje się tylko od tego jednego serwera, bez rejestracji.</translation>
    </message>
    <message>
      <source>Refresh the registration every</source>
      <translation>Odnawiaj rejestrację co</translation>
    </message>
    <message>
      <source>s</source>
      <translation>s</translation>
    </message>
    <message>
      <source>Own port</source>
      <translation>Własny port</translation>
    </message>
    <message>
      <source>0: any free one. An account without registration needs one that the other side knows.</source>
      <translation>0: dowolny wolny. Konto bez rejestracji potrzebuje portu, który zna druga strona.</translation>
    </message>
    <message>
      <source>Believe the server's caller identity</source>
      <translation>Wierz serwerowi, kto dzwoni</translation>
    </message>
    <message>
      <source>P-Asserted-Identity goes before the caller's own From.</source>
      <translation>P-Asserted-Identity ma pierwszeństwo przed From dzwoniącego.</translation>
    </message>
    <message>
      <source>Screen-pop headers</source>
      <translation>Nagłówki z danymi klienta</translation>
    </message>
    <message>
      <source>X- headers of the INVITE that carry a customer number or a queue.</source>
      <translation>Nagłówki X- w INVITE, które niosą numer klienta lub kolejkę.</translation>
    </message>
    <message>
      <source>Header with the queue's name</source>
      <translation>Nagłówek z nazwą kolejki</translation>
    </message>
    <message>
      <source>Is kept with the interaction and shown while it rings.</source>
      <translation>Jest zapisywany przy kontakcie i pokazywany, gdy dzwoni.</translation>
    </message>
    <message>
      <source>Until you choose one, what the system uses.</source>
      <translation>Dopóki nic nie wybierzesz, to, czego używa system.</translation>
    </message>
    <message>
      <source>Microphone</source>
      <translation>Mikrofon</translation>
    </message>
    <message>
      <source>Speaker</source>
      <translation>Głośnik</translation>
    </message>
    <message>
      <source>Ringer</source>
      <translation>Dzwonek</translation>
    </message>
    <message>
      <source>Busy: the exchange tries the next agent</source>
      <translation>Zajęte: centrala próbuje u następnej osoby</translation>
    </message>
    <message>
      <source>Silent: rings nowhere here</source>
      <translation>Cicho: nic tu nie dzwoni</translation>
    </message>
    <message>
      <source>Default country</source>
      <translation>Domyślny kraj</translation>
    </message>
    <message>
      <source>Two letters (ISO 3166). Numbers typed or received without + are read as of this country.</source>
      <translation>Dwie litery (ISO 3166). Numery bez + są czytane jak z tego kraju.</translation>
    </message>
    <message>
      <source>Dial rules</source>
      <translation>Reguły wybierania</translation>
    </message>
    <message>
      <source>One a line, the longest fitting start counts: “+44 &gt; 0” dials +44 20… as 020…</source>
      <translation>Po jednej w wierszu, liczy się najdłuższy pasujący początek: „+44 &gt; 0” wybiera +44 20… jako 020…</translation>
    </message>
    <message>
      <source>Calls while not ready</source>
      <translation>Połączenia przy braku gotowości</translation>
    </message>
    <message>
      <source>Further calls during a call</source>
      <translation>Następne połączenia w trakcie rozmowy</translation>
    </message>
    <message>
      <source>Ring: call waiting</source>
      <translation>Dzwoń: połączenie oczekujące</translation>
    </message>
    <message>
      <source>Not ready after a missed call</source>
      <translation>Brak gotowości po nieodebranym połączeniu</translation>
    </message>
    <message>
      <source>So that the next customer is not sent to an empty chair.</source>
      <translation>Żeby następny klient nie trafił na puste krzesło.</translation>
    </message>
    <message>
      <source>A call counts as missed after</source>
      <translation>Połączenie jest nieodebrane po</translation>
    </message>
    <message>
      <source>Of ringing. A caller who hangs up sooner gave up.</source>
      <translation>Dzwonienia. Kto rozłączy się wcześniej, zrezygnował.</translation>
    </message>
    <message>
      <source>Guard against hanging up by mistake</source>
      <translation>Chroń przed omyłkowym rozłączeniem</translation>
    </message>
    <message>
      <source>Hanging up is ignored in the first 1.5 seconds of a call.</source>
      <translation>Przez pierwsze 1,5 sekundy rozmowy rozłączanie nie działa.</translation>
    </message>
    <message>
      <source>After a call</source>
      <translation>Po połączeniu</translation>
    </message>
    <message>
      <source>Wrap-up with a countdown</source>
      <translation>Czas po rozmowie z odliczaniem</translation>
    </message>
    <message>
      <source>Wrap-up until you finish</source>
      <translation>Czas po rozmowie do zakończenia ręcznie</translation>
    </message>
    <message>
      <source>No wrap-up</source>
      <translation>Bez czasu po rozmowie</translation>
    </message>
    <message>
      <source>Countdown</source>
      <translation>Odliczanie</translation>
    </message>
    <message>
      <source>A disposition is required</source>
      <translation>Wynik jest wymagany</translation>
    </message>
    <message>
      <source>Wrap-up cannot be finished by hand before one is chosen.</source>
      <translation>Przed wybraniem wyniku nie można zakończyć ręcznie.</translation>
    </message>
    <message>
      <source>Disposition when time runs out</source>
      <translation>Wynik, gdy czas minie</translation>
    </message>
    <message>
      <source>If none was chosen by then.</source>
      <translation>Jeśli do tego czasu żadnego nie wybrano.</translation>
    </message>
    <message>
      <source>None</source>
      <translation>Brak</translation>
    </message>
    <message>
      <source>Theme</source>
      <translation>Motyw</translation>
    </message>
    <message>
      <source>As the system</source>
      <translation>Jak w systemie</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>Jasny</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>Ciemny</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Rozmiar</translation>
    </message>
    <message>
      <source>Keys of your own</source>
      <translation>Własne klawisze</translation>
    </message>
    <message>
      <source>One a line, as in “hold = Ctrl+H”. F1 lists every key, and changes them one by one.</source>
      <translation>Po jednym w wierszu, np. „hold = Ctrl+H”. F1 pokazuje wszystkie i pozwala je zmieniać.</translation>
    </message>
    <message>
      <source>Your name</source>
      <translation>Twoje imię i nazwisko</translation>
    </message>
    <message>
      <source>As colleagues see it in the history. Empty: your log-in name.</source>
      <translation>Tak widzą Cię inni w historii. Puste: nazwa logowania.</translation>
    </message>
    <message>
      <source>Team database</source>
      <translation>Wspólna baza danych</translation>
    </message>
    <message>
      <source>postgresql://host/name. Empty: a file of your own on this computer.</source>
      <translation>postgresql://host/nazwa. Puste: własny plik na tym komputerze.</translation>
    </message>
    <message>
      <source>Detailed log</source>
      <translation>Szczegółowy dziennik</translation>
    </message>
    <message>
      <source>For support. Numbers are masked, what is said and written is never logged.</source>
      <translation>Dla pomocy technicznej. Numery są zamaskowane, a treść rozmów i wiadomości nigdy się tam nie znajduje.</translation>
    </message>
    <message>
      <source>The store was left as it was.</source>
      <translation>Magazyn pozostawiono bez zmian.</translation>
    </message>
    <message>
      <source>It is brought up to date at the next start.</source>
      <translation>Zostanie zaktualizowany przy następnym uruchomieniu.</translation>
    </message>
    <message>
      <source>The server did not answer within 15 seconds.</source>
      <translation>Serwer nie odpowiedział w ciągu 15 sekund.</translation>
    </message>
    <message>
      <source>Check the server's name and port, the transport, and your network.</source>
      <translation>Sprawdź nazwę i port serwera, transport i swoją sieć.</translation>
    </message>
    <message>
      <source>{state}; the caller heard that the line is busy.</source>
      <translation>{state}; dzwoniący usłyszał, że zajęte.</translation>
    </message>
    <message>
      <source>{state}; it did not ring here.</source>
      <translation>{state}; tu nie dzwoniło.</translation>
    </message>
    <message>
      <source>Logged out</source>
      <translation>Wylogowano</translation>
    </message>
    <message>
      <source>Not ready ({reason})</source>
      <translation>Brak gotowości ({reason})</translation>
    </message>
    <message>
      <source>Not ready</source>
      <translation>Brak gotowości</translation>
    </message>
    <message>
      <source>Another call was ringing</source>
      <translation>Dzwoniło inne połączenie</translation>
    </message>
    <message>
      <source>On another call</source>
      <translation>Trwała inna rozmowa</translation>
    </message>
    <message>
      <source>In wrap-up</source>
      <translation>Trwało podsumowanie rozmowy</translation>
    </message>
    <message>
      <source>a withheld number</source>
      <translation>numer zastrzeżony</translation>
    </message>
    <message>
      <source>The disk is full: {place} could not take the last change.</source>
      <translation>Dysk jest pełny: {place} nie przyjął ostatniej zmiany.</translation>
    </message>
    <message>
      <source>Free some space; what was confirmed before is safe, and the change can be saved again.</source>
      <translation>Zwolnij miejsce; to, co potwierdzono wcześniej, jest bezpieczne, a zmianę można zapisać ponownie.</translation>
    </message>
    <message>
      <source>Another program keeps {place} locked.</source>
      <translation>Inny program blokuje {place}.</translation>
    </message>
    <message>
      <source>Close other copies of the program or a running backup, then try again.</source>
      <translation>Zamknij inne kopie programu lub trwającą kopię zapasową i spróbuj ponownie.</translation>
    </message>
    <message>
      <source>{place} is damaged or is not a Parley store. It was left as it is.</source>
      <translation>{place} jest uszkodzony lub nie jest magazynem Parley. Pozostawiono go bez zmian.</translation>
    </message>
    <message>
      <source>Restore it from a backup, or choose another place for the store.</source>
      <translation>Przywróć go z kopii zapasowej lub wybierz inne miejsce magazynu.</translation>
    </message>
    <message>
      <source>{place} was written by a newer version of Parley. It was left as it is.</source>
      <translation>{place} zapisała nowsza wersja Parley. Pozostawiono go bez zmian.</translation>
    </message>
    <message>
      <source>Update this program, or choose another store.</source>
      <translation>Zaktualizuj ten program lub wybierz inny magazyn.</translation>
    </message>
    <message>
      <source>{place} cannot be written: it is read-only for this user.</source>
      <translation>W {place} nie można zapisywać: ten użytkownik może go tylko czytać.</translation>
    </message>
    <message>
      <source>Ask for permission to write there, or choose another place for the store.</source>
      <translation>Poproś o prawo zapisu lub wybierz inne miejsce magazynu.</translation>
    </message>
    <message>
      <source>{place} cannot be opened or created.</source>
      <translation>Nie można otworzyć ani utworzyć {place}.</translation>
    </message>
    <message>
      <source>Check that the folder exists and may be written, or choose another place for the store.</source>
      <translation>Sprawdź, czy folder istnieje i czy wolno w nim zapisywać, albo wybierz inne miejsce magazynu.</translation>
    </message>
    <message>
      <source>The disk reported an error while reading or writing {place}.</source>
      <translation>Dysk zgłosił błąd przy odczycie lub zapisie {place}.</translation>
    </message>
    <message>
      <source>Check the disk; until then nothing more is saved.</source>
      <translation>Sprawdź dysk; do tego czasu nic więcej się nie zapisze.</translation>
    </message>
    <message>
      <source>The database server at {place} did not let this user in.</source>
      <translation>Serwer bazy danych {place} nie wpuścił tego użytkownika.</translation>
    </message>
    <message>
      <source>Check the user, the password and the name of the database in the settings.</source>
      <translation>Sprawdź użytkownika, hasło i nazwę bazy danych w ustawieniach.</translation>
    </message>
    <message>
      <source>The database server at {place} has no room for another desk.</source>
      <translation>Na serwerze bazy danych {place} nie ma miejsca na kolejne stanowisko.</translation>
    </message>
    <message>
      <source>Ask your administrator to raise its number of connections; the program tries again by itself.</source>
      <translation>Poproś administratora o zwiększenie liczby połączeń; program sam spróbuje ponownie.</translation>
    </message>
    <message>
      <source>The database server at {place} does not answer.</source>
      <translation>Serwer bazy danych {place} nie odpowiada.</translation>
    </message>
    <message>
      <source>Check the network; the program tries again by itself.</source>
      <translation>Sprawdź sieć; program sam spróbuje ponownie.</translation>
    </message>
    <message>
      <source>The store's address cannot be understood: {where}</source>
      <translation>Adres magazynu jest niezrozumiały: {where}</translation>
    </message>
    <message>
      <source>Parley keeps its store in a file or in PostgreSQL, not in {name}.</source>
      <translation>Parley trzyma dane w pliku lub w PostgreSQL, nie w {name}.</translation>
    </message>
    <message>
      <source>A copy is made first</source>
      <translation>Najpierw powstaje kopia</translation>
    </message>
    <message>
      <source>Another desk is doing it</source>
      <translation>Robi to inne stanowisko</translation>
    </message>
    <message>
      <source>Step {step} of {count}</source>
      <translation>Krok {step} z {count}</translation>
    </message>
    <message>
      <source>What was done is written to the disk</source>
      <translation>Wynik jest zapisywany na dysku</translation>
    </message>
    <message>
      <source>The backup before the update of {place} failed; the store was left as it is.</source>
      <translation>Kopia zapasowa przed aktualizacją {place} się nie udała; magazyn pozostał bez zmian.</translation>
    </message>
    <message>
      <source>Free some space beside it, then start the program again.</source>
      <translation>Zwolnij miejsce obok niego i uruchom program ponownie.</translation>
    </message>
    <message>
      <source>{part}: {percent} %</source>
      <translation>{part}: {percent}%</translation>
    </message>
    <message>
      <source>there is no {field}</source>
      <translation>brak pola {field}</translation>
    </message>
    <message>
      <source>later states of {agent} are known already</source>
      <translation>późniejsze stany agenta {agent} są już znane</translation>
    </message>
    <message>
      <source>The store holds some of these customers or orders already.</source>
      <translation>W magazynie są już niektórzy z tych klientów lub niektóre z tych zamówień.</translation>
    </message>
    <message>
      <source>there is another case {number}</source>
      <translation>jest już inna sprawa {number}</translation>
    </message>
    <message>
      <source>No column of the file is the {field}.</source>
      <translation>Żadna kolumna pliku nie jest polem {field}.</translation>
    </message>
    <message>
      <source>Say which with --map COLUMN={field}. The file has: {header}</source>
      <translation>Podaj ją przez --map KOLUMNA={field}. W pliku są: {header}</translation>
    </message>
    <message>
      <source>The file has no column “{name}”.</source>
      <translation>W pliku nie ma kolumny „{name}”.</translation>
    </message>
    <message>
      <source>“{field}” is no field; there are: {known}</source>
      <translation>„{field}” nie jest polem; są: {known}</translation>
    </message>
    <message>
      <source>there is no name</source>
      <translation>nie ma nazwy</translation>
    </message>
    <message>
      <source>“{typed}” is no mail address</source>
      <translation>„{typed}” nie jest adresem e-mail</translation>
    </message>
    <message>
      <source>“{typed}” is no telephone number</source>
      <translation>„{typed}” nie jest numerem telefonu</translation>
    </message>
    <message>
      <source>{own} could not be merged into {kept}</source>
      <translation>nie udało się połączyć {own} z {kept}</translation>
    </message>
    <message>
      <source>the chosen addresses cannot be read</source>
      <translation>nie można odczytać wybranych adresów</translation>
    </message>
    <message>
      <source>the tags cannot be read</source>
      <translation>nie można odczytać etykiet</translation>
    </message>
    <message>
      <source>the free fields cannot be read</source>
      <translation>nie można odczytać pól dodatkowych</translation>
    </message>
    <message>
      <source>“{cell}” may be day/month or month/day, and no date of its column tells which.</source>
      <translation>„{cell}” może być dniem/miesiącem lub miesiącem/dniem i żadna data w kolumnie tego nie rozstrzyga.</translation>
    </message>
    <message>
      <source>Say which with --dates dmy or --dates mdy.</source>
      <translation>Wskaż to przez --dates dmy lub --dates mdy.</translation>
    </message>
    <message>
      <source>{path} cannot be read: {reason}</source>
      <translation>Nie można odczytać {path}: {reason}</translation>
    </message>
    <message>
      <source>a field is longer than {most} characters</source>
      <translation>pole jest dłuższe niż {most} znaków</translation>
    </message>
    <message>
      <source>{here} columns instead of {expected}</source>
      <translation>{here} kolumn zamiast {expected}</translation>
    </message>
    <message>
      <source>The file may be written in Windows-1250 or in GB 18030, and too little in it tells which.</source>
      <translation>Plik może być zapisany w Windows-1250 lub w GB 18030 i zbyt mało w nim to rozstrzyga.</translation>
    </message>
    <message>
      <source>Say which with --encoding cp1250 or --encoding gb18030, or save the file as UTF-8.</source>
      <translation>Wskaż to przez --encoding cp1250 lub --encoding gb18030 albo zapisz plik jako UTF-8.</translation>
    </message>
    <message>
      <source>The file has no header line with the names of its columns.</source>
      <translation>W pliku nie ma wiersza z nazwami kolumn.</translation>
    </message>
    <message>
      <source>The file's first line is no line of a CSV file.</source>
      <translation>Pierwszy wiersz pliku nie jest wierszem CSV.</translation>
    </message>
    <message>
      <source>the row is too long; a quotation mark may not be closed</source>
      <translation>wiersz jest za długi; może brakować zamykającego cudzysłowu</translation>
    </message>
    <message>
      <source>the text is not in the encoding {name}</source>
      <translation>tekst nie jest w kodowaniu {name}</translation>
    </message>
    <message>
      <source>a quotation mark is in the wrong place</source>
      <translation>cudzysłów jest w złym miejscu</translation>
    </message>
    <message>
      <source>{path} cannot be written: {reason}</source>
      <translation>Nie można zapisać {path}: {reason}</translation>
    </message>
    <message>
      <source>read as {encoding}, unlike the others</source>
      <translation>przeczytany jako {encoding}, inaczej niż pozostałe</translation>
    </message>
    <message>
      <source>Line {line}: {words}</source>
      <translation>Wiersz {line}: {words}</translation>
    </message>
    <message>
      <source>The file of bad rows cannot be written: {path}</source>
      <translation>Nie można zapisać pliku złych wierszy: {path}</translation>
    </message>
    <message>
      <source>work that is not finished cannot be imported: {state}</source>
      <translation>nie można wczytać niezakończonego kontaktu: {state}</translation>
    </message>
    <message>
      <source>there is no case {number}</source>
      <translation>nie ma sprawy {number}</translation>
    </message>
    <message>
      <source>there is no customer {number}</source>
      <translation>nie ma klienta {number}</translation>
    </message>
    <message>
      <source>“{cell}” is no currency such as EUR</source>
      <translation>„{cell}” nie jest walutą, taką jak EUR</translation>
    </message>
    <message>
      <source>“{cell}” is no quantity</source>
      <translation>„{cell}” nie jest ilością</translation>
    </message>
    <message>
      <source>the customer of the order is not known, or several have that number or address</source>
      <translation>klient zamówienia jest nieznany albo ten numer lub adres ma kilku</translation>
    </message>
    <message>
      <source>“{cell}” is neither yes nor no</source>
      <translation>„{cell}” to ani tak, ani nie</translation>
    </message>
    <message>
      <source>“{cell}” may be day/month or month/day</source>
      <translation>„{cell}” może być dniem/miesiącem lub miesiącem/dniem</translation>
    </message>
    <message>
      <source>“{cell}” is no date such as 2026-11-21 10:46</source>
      <translation>„{cell}” nie jest datą, taką jak 2026-11-21 10:46</translation>
    </message>
    <message>
      <source>“{cell}” may be thousands or a fraction</source>
      <translation>„{cell}” może oznaczać tysiące lub ułamek</translation>
    </message>
    <message>
      <source>“{cell}” is no amount</source>
      <translation>„{cell}” nie jest kwotą</translation>
    </message>
    <message>
      <source>“{cell}” is too large an amount</source>
      <translation>„{cell}” to za duża kwota</translation>
    </message>
    <message>
      <source>“{cell}” is no whole number</source>
      <translation>„{cell}” nie jest liczbą całkowitą</translation>
    </message>
    <message>
      <source>“{cell}” is no duration</source>
      <translation>„{cell}” nie jest czasem trwania</translation>
    </message>
    <message>
      <source>“{cell}” is none of {known}</source>
      <translation>„{cell}” nie jest żadnym z {known}</translation>
    </message>
    <message>
      <source>This system has no keyring that keeps a password safe; the password was not kept.</source>
      <translation>W tym systemie nie ma pęku kluczy, który bezpiecznie przechowa hasło; hasła nie zapisano.</translation>
    </message>
    <message>
      <source>On Linux install and unlock gnome-keyring or KWallet. Until then the program asks at each start.</source>
      <translation>W Linuksie zainstaluj i odblokuj gnome-keyring lub KWallet. Do tego czasu program pyta przy każdym uruchomieniu.</translation>
    </message>
    <message>
      <source>The system's keyring did not answer: it may be locked.</source>
      <translation>Systemowy pęk kluczy nie odpowiedział: może być zablokowany.</translation>
    </message>
    <message>
      <source>Unlock the keyring, then try again.</source>
      <translation>Odblokuj pęk kluczy i spróbuj ponownie.</translation>
    </message>
    <message>
      <source>Now in use: {name}.</source>
      <translation>Teraz używane: {name}.</translation>
    </message>
    <message>
      <source>The chosen microphone is gone; {name} is used instead.</source>
      <translation>Wybranego mikrofonu już nie ma; zamiast niego działa {name}.</translation>
    </message>
    <message>
      <source>The chosen microphone is gone, and there is no other: callers cannot hear you.</source>
      <translation>Wybranego mikrofonu już nie ma i nie ma innego: dzwoniący Cię nie słyszą.</translation>
    </message>
    <message>
      <source>The chosen speaker is gone; {name} is used instead.</source>
      <translation>Wybranego głośnika już nie ma; zamiast niego działa {name}.</translation>
    </message>
    <message>
      <source>The chosen speaker is gone, and there is no other: you cannot hear callers.</source>
      <translation>Wybranego głośnika już nie ma i nie ma innego: nie słyszysz dzwoniących.</translation>
    </message>
    <message>
      <source>The device that rings is gone; {name} rings instead.</source>
      <translation>Urządzenia dzwoniącego już nie ma; zamiast niego dzwoni {name}.</translation>
    </message>
    <message>
      <source>The device that rings is gone: calls come in without a sound.</source>
      <translation>Urządzenia dzwoniącego już nie ma: połączenia przychodzą bez dźwięku.</translation>
    </message>
    <message>
      <source>There is no device that could play a tone.</source>
      <translation>Nie ma urządzenia, które mogłoby odtworzyć dźwięk.</translation>
    </message>
    <message>
      <source>Plug one in, or choose another.</source>
      <translation>Podłącz jakieś lub wybierz inne.</translation>
    </message>
    <message>
      <source>Nothing can be played into a call without sound.</source>
      <translation>W rozmowie bez dźwięku nie można niczego odtworzyć.</translation>
    </message>
    <message>
      <source>There is no phone account to call with.</source>
      <translation>Nie ma konta telefonicznego, z którego można dzwonić.</translation>
    </message>
    <message>
      <source>Set up the phone account first.</source>
      <translation>Najpierw skonfiguruj konto telefoniczne.</translation>
    </message>
    <message>
      <source>This call has been dialled already.</source>
      <translation>To połączenie już wybrano.</translation>
    </message>
    <message>
      <source>All lines are in use.</source>
      <translation>Wszystkie linie są zajęte.</translation>
    </message>
    <message>
      <source>End a call first.</source>
      <translation>Najpierw zakończ rozmowę.</translation>
    </message>
    <message>
      <source>The call could not be placed.</source>
      <translation>Nie udało się nawiązać połączenia.</translation>
    </message>
    <message>
      <source>This call has already ended.</source>
      <translation>Ta rozmowa już się skończyła.</translation>
    </message>
    <message>
      <source>The call is not in a state to do that.</source>
      <translation>Stan rozmowy na to nie pozwala.</translation>
    </message>
    <message>
      <source>The phone engine cannot be reached: {why}</source>
      <translation>Silnik telefonu jest nieosiągalny: {why}</translation>
    </message>
    <message>
      <source>The phone engine that still runs is of another version; it leaves when its call ends.</source>
      <translation>Działający jeszcze silnik telefonu jest w innej wersji; odejdzie po zakończeniu rozmowy.</translation>
    </message>
    <message>
      <source>There is nothing that could be dialled.</source>
      <translation>Nie ma czego wybrać.</translation>
    </message>
    <message>
      <source>This is neither a number nor a SIP address.</source>
      <translation>To ani numer, ani adres SIP.</translation>
    </message>
    <message>
      <source>Check what was typed.</source>
      <translation>Sprawdź, co zostało wpisane.</translation>
    </message>
    <message>
      <source>Only 0–9, *, #, A–D and commas for pauses can be sent as tones.</source>
      <translation>Jako tony można wysłać tylko 0–9, *, #, A–D i przecinki jako pauzy.</translation>
    </message>
    <message>
      <source>The server asks for a log-in this program does not know</source>
      <translation>Serwer wymaga logowania, którego ten program nie zna</translation>
    </message>
    <message>
      <source>The server asked for the password for another realm; it was not sent</source>
      <translation>Serwer zapytał o hasło do innej domeny; nie zostało wysłane</translation>
    </message>
    <message>
      <source>The server does not accept the user name or the password</source>
      <translation>Serwer nie przyjmuje nazwy użytkownika lub hasła</translation>
    </message>
    <message>
      <source>The telephone line could not be set up: {reason}</source>
      <translation>Nie udało się skonfigurować linii telefonicznej: {reason}</translation>
    </message>
    <message>
      <source>The telephone server asked for the password in another name; it was not sent</source>
      <translation>Serwer telefoniczny zapytał o hasło w cudzym imieniu; nie zostało wysłane</translation>
    </message>
    <message>
      <source>The telephone server asks for a log-in this program does not know</source>
      <translation>Serwer telefoniczny wymaga logowania, którego ten program nie zna</translation>
    </message>
    <message>
      <source>The telephone server keeps asking for the password; no more tries were made</source>
      <translation>Serwer telefoniczny ciągle pyta o hasło; zaprzestano prób</translation>
    </message>
    <message>
      <source>So many calls came at once that most were turned away unheard</source>
      <translation>Naraz przyszło tak wiele połączeń, że większość odprawiono bez dzwonienia</translation>
    </message>
    <message>
      <source>Something tried to reach this telephone without knowing its address, and was turned away</source>
      <translation>Coś próbowało połączyć się z tym telefonem, nie znając jego adresu, i zostało odprawione</translation>
    </message>
    <message>
      <source>A call without encrypted sound was turned away, as your phone account demands</source>
      <translation>Odprawiono połączenie bez szyfrowanego dźwięku, zgodnie z wymaganiem konta</translation>
    </message>
    <message>
      <source>The exchange takes no call with encrypted sound; it was placed again without</source>
      <translation>Centrala nie przyjmuje rozmów z szyfrowanym dźwiękiem; wybrano ponownie bez niego</translation>
    </message>
    <message>
      <source>Another program on this computer tried to use the telephone line, and was turned away</source>
      <translation>Inny program na tym komputerze próbował użyć linii telefonicznej i został odprawiony</translation>
    </message>
    <message>
      <source>A call with a name far too long was turned away</source>
      <translation>Odprawiono połączenie ze zbyt długą nazwą</translation>
    </message>
    <message>
      <source>A message with control characters in it was turned away</source>
      <translation>Odprawiono wiadomość ze znakami sterującymi</translation>
    </message>
    <message>
      <source>A broken or oversized message from the telephone server was kept out ({rule})</source>
      <translation>Zatrzymano uszkodzoną lub zbyt dużą wiadomość od serwera telefonicznego ({rule})</translation>
    </message>
    <message>
      <source>The phone account's server is not an address</source>
      <translation>Serwer konta telefonicznego nie jest adresem</translation>
    </message>
    <message>
      <source>Check the phone account's settings.</source>
      <translation>Sprawdź ustawienia konta telefonicznego.</translation>
    </message>
    <message>
      <source>The telephone server was not found by its name</source>
      <translation>Nie znaleziono serwera telefonicznego o tej nazwie</translation>
    </message>
    <message>
      <source>Check the network and the name.</source>
      <translation>Sprawdź sieć i nazwę.</translation>
    </message>
    <message>
      <source>{name} does not answer</source>
      <translation>{name} nie odpowiada</translation>
    </message>
    <message>
      <source>Check the network, or ask whoever runs the server.</source>
      <translation>Sprawdź sieć lub zapytaj osobę odpowiedzialną za serwer.</translation>
    </message>
    <message>
      <source>This computer's network address changed</source>
      <translation>Zmienił się adres sieciowy tego komputera</translation>
    </message>
    <message>
      <source>This computer has no network</source>
      <translation>Ten komputer nie ma sieci</translation>
    </message>
    <message>
      <source>Check the cable or the wireless network.</source>
      <translation>Sprawdź kabel lub sieć bezprzewodową.</translation>
    </message>
    <message>
      <source>The server cannot be reached: {reason}</source>
      <translation>Serwer jest nieosiągalny: {reason}</translation>
    </message>
    <message>
      <source>Nothing answers at {name}: {reason}</source>
      <translation>Nic nie odpowiada pod adresem {name}: {reason}</translation>
    </message>
    <message>
      <source>{name} takes no more data</source>
      <translation>{name} nie przyjmuje więcej danych</translation>
    </message>
    <message>
      <source>{name} does not answer any more</source>
      <translation>{name} przestał odpowiadać</translation>
    </message>
    <message>
      <source>Ask whoever runs the telephone system.</source>
      <translation>Zapytaj osobę odpowiedzialną za telefony.</translation>
    </message>
    <message>
      <source>{name} sent something that is not SIP</source>
      <translation>{name} wysłał coś, co nie jest SIP</translation>
    </message>
    <message>
      <source>Nothing answers at {name}</source>
      <translation>Nic nie odpowiada pod adresem {name}</translation>
    </message>
    <message>
      <source>{name} closed the connection</source>
      <translation>{name} zamknął połączenie</translation>
    </message>
    <message>
      <source>No safe connection to {name} could be agreed on: {reason}</source>
      <translation>Nie udało się uzgodnić bezpiecznego połączenia z {name}: {reason}</translation>
    </message>
    <message>
      <source>The server must speak TLS 1.2 or 1.3 on this port.</source>
      <translation>Serwer musi na tym porcie mówić TLS 1.2 lub 1.3.</translation>
    </message>
    <message>
      <source>The connection to {name} failed: {reason}</source>
      <translation>Połączenie z {name} się nie udało: {reason}</translation>
    </message>
    <message>
      <source>This computer's TLS library is missing, so the telephone line cannot be encrypted</source>
      <translation>Na tym komputerze brakuje biblioteki TLS, więc linii telefonicznej nie da się szyfrować</translation>
    </message>
    <message>
      <source>Install OpenSSL 3, or choose another transport in the phone account's settings.</source>
      <translation>Zainstaluj OpenSSL 3 albo wybierz inny transport w ustawieniach konta.</translation>
    </message>
    <message>
      <source>The file with the exchange's certificate authority holds no certificate</source>
      <translation>Plik z urzędem certyfikacji centrali nie zawiera certyfikatu</translation>
    </message>
    <message>
      <source>Choose a PEM file in the phone account's settings, or none.</source>
      <translation>Wybierz plik PEM w ustawieniach konta albo żaden.</translation>
    </message>
    <message>
      <source>The certificate of {name} was not accepted</source>
      <translation>Certyfikat {name} nie został przyjęty</translation>
    </message>
    <message>
      <source>The certificate of {name} comes from an authority this computer does not know</source>
      <translation>Certyfikat {name} pochodzi z urzędu, którego ten komputer nie zna</translation>
    </message>
    <message>
      <source>The certificate of {name} was withdrawn</source>
      <translation>Certyfikat {name} został wycofany</translation>
    </message>
    <message>
      <source>The authority of {name} does not know its certificate</source>
      <translation>Urząd {name} nie zna jego certyfikatu</translation>
    </message>
    <message>
      <source>The certificate of {name} is out of date</source>
      <translation>Certyfikat {name} jest nieaktualny</translation>
    </message>
    <message>
      <source>The certificate of {name} is not valid yet</source>
      <translation>Certyfikat {name} jeszcze nie obowiązuje</translation>
    </message>
    <message>
      <source>The certificate of {name} is signed by itself, by no authority</source>
      <translation>Certyfikat {name} jest podpisany sam przez siebie, przez żaden urząd</translation>
    </message>
    <message>
      <source>The server's certificate is for another name than {name}</source>
      <translation>Certyfikat serwera jest na inną nazwę niż {name}</translation>
    </message>
    <message>
      <source>The certificate of {name} comes from something that is no authority</source>
      <translation>Certyfikat {name} pochodzi od czegoś, co nie jest urzędem</translation>
    </message>
    <message>
      <source>{name} shows no certificate</source>
      <translation>{name} nie pokazuje certyfikatu</translation>
    </message>
    <message>
      <source>Check this computer's clock, or ask whoever runs the telephone system.</source>
      <translation>Sprawdź zegar tego komputera lub zapytaj osobę odpowiedzialną za telefony.</translation>
    </message>
    <message>
      <source>If it is your own, choose its file as certificate authority in the phone account's settings.</source>
      <translation>Jeśli jest Twój, wybierz jego plik jako urząd certyfikacji w ustawieniach konta.</translation>
    </message>
    <message>
      <source>Check the server's name in the phone account's settings.</source>
      <translation>Sprawdź nazwę serwera w ustawieniach konta.</translation>
    </message>
    <message>
      <source>If it is your own authority, choose its file in the phone account's settings.</source>
      <translation>Jeśli to Twój urząd, wybierz jego plik w ustawieniach konta.</translation>
    </message>
    <message>
      <source>The certificate of {name} has a key too short to be safe</source>
      <translation>Certyfikat {name} ma zbyt krótki klucz, by był bezpieczny</translation>
    </message>
    <message>
      <source>The phone could not do that.</source>
      <translation>Telefon nie mógł tego zrobić.</translation>
    </message>
    <message>
      <source>The log says more.</source>
      <translation>Więcej jest w dzienniku.</translation>
    </message>
    <message>
      <source>There is no sound device: calls can be taken, but nothing is heard.</source>
      <translation>Nie ma urządzenia dźwiękowego: rozmowy można odbierać, ale nic nie słychać.</translation>
    </message>
    <message>
      <source>The exchange would not let the call be held or taken back.</source>
      <translation>Centrala nie pozwoliła zawiesić lub wznowić rozmowy.</translation>
    </message>
    <message>
      <source>No phone account</source>
      <translation>Brak konta telefonicznego</translation>
    </message>
    <message>
      <source>Signing off</source>
      <translation>Wyrejestrowywanie</translation>
    </message>
    <message>
      <source>Connecting to {server}</source>
      <translation>Łączenie z {server}</translation>
    </message>
    <message>
      <source>{server} cannot be reached</source>
      <translation>{server} jest nieosiągalny</translation>
    </message>
    <message>
      <source>Calls go straight to {server}</source>
      <translation>Połączenia idą wprost do {server}</translation>
    </message>
    <message>
      <source>Signing on at {server}</source>
      <translation>Rejestrowanie w {server}</translation>
    </message>
    <message>
      <source>{server} does not answer</source>
      <translation>{server} nie odpowiada</translation>
    </message>
    <message>
      <source>It is tried again by itself.</source>
      <translation>Ponawia się samo.</translation>
    </message>
    <message>
      <source>Signed off</source>
      <translation>Wyrejestrowano</translation>
    </message>
    <message>
      <source>Signed on at {server}</source>
      <translation>Zarejestrowano w {server}</translation>
    </message>
    <message>
      <source>{server} cannot sign anybody on now ({code})</source>
      <translation>{server} nikogo teraz nie zarejestruje ({code})</translation>
    </message>
    <message>
      <source>The exchange does not accept this user name or password</source>
      <translation>Centrala nie przyjmuje tej nazwy użytkownika lub hasła</translation>
    </message>
    <message>
      <source>Check them in the settings.</source>
      <translation>Sprawdź je w ustawieniach.</translation>
    </message>
    <message>
      <source>The exchange refuses this user</source>
      <translation>Centrala odrzuca tego użytkownika</translation>
    </message>
    <message>
      <source>Check user and password, or ask your administrator.</source>
      <translation>Sprawdź użytkownika i hasło lub zapytaj administratora.</translation>
    </message>
    <message>
      <source>The exchange does not know this user</source>
      <translation>Centrala nie zna tego użytkownika</translation>
    </message>
    <message>
      <source>Check the user name and the domain.</source>
      <translation>Sprawdź nazwę użytkownika i domenę.</translation>
    </message>
    <message>
      <source>The exchange refuses to sign this user on ({code})</source>
      <translation>Centrala odmawia zarejestrowania tego użytkownika ({code})</translation>
    </message>
    <message>
      <source>Ask your administrator.</source>
      <translation>Zapytaj administratora.</translation>
    </message>
    <message>
      <source>Check the phone account in the settings.</source>
      <translation>Sprawdź konto telefoniczne w ustawieniach.</translation>
    </message>
    <message>
      <source>The phone account has no usable server</source>
      <translation>Konto telefoniczne nie ma użytecznego serwera</translation>
    </message>
    <message>
      <source>Encrypted sound needs an encrypted connection</source>
      <translation>Szyfrowany dźwięk wymaga szyfrowanego połączenia</translation>
    </message>
    <message>
      <source>Choose TLS as the transport, or turn it off.</source>
      <translation>Wybierz transport TLS albo go wyłącz.</translation>
    </message>
    <message>
      <source>The phone account has no user name</source>
      <translation>Konto telefoniczne nie ma nazwy użytkownika</translation>
    </message>
    <message>
      <source>The user name or the domain is not one SIP knows</source>
      <translation>Nazwa użytkownika lub domena nie jest zgodna z SIP</translation>
    </message>
    <message>
      <source>The phone cannot be started: {why}</source>
      <translation>Nie można uruchomić telefonu: {why}</translation>
    </message>
    <message>
      <source>The phone could not be started. It is tried again; calls are not possible now.</source>
      <translation>Nie udało się uruchomić telefonu. Ponawia się próby; rozmowy są teraz niemożliwe.</translation>
    </message>
    <message>
      <source>The phone stopped working and is being started again. A call that was up is interrupted.</source>
      <translation>Telefon przestał działać i uruchamia się ponownie. Trwająca rozmowa została przerwana.</translation>
    </message>
    <message>
      <source>The phone is being started again; this could not be done.</source>
      <translation>Telefon uruchamia się ponownie; nie można było tego zrobić.</translation>
    </message>
    <message>
      <source>Try it again in a moment.</source>
      <translation>Spróbuj ponownie za chwilę.</translation>
    </message>
    <message>
      <source>Chosen: {label}</source>
      <translation>Wybrano: {label}</translation>
    </message>
    <message>
      <source>Nothing is chosen</source>
      <translation>Nic nie wybrano</translation>
    </message>
    <message>
      <source>Choose how it ended, then finish</source>
      <translation>Wybierz wynik i zakończ</translation>
    </message>
    <message>
      <source>Your state: {words}</source>
      <translation>Twój stan: {words}</translation>
    </message>
    <message>
      <source>On hold</source>
      <translation>Zawieszona</translation>
    </message>
    <message>
      <source>You are muted</source>
      <translation>Mikrofon wyciszony</translation>
    </message>
    <message>
      <source>You are heard again</source>
      <translation>Znów Cię słychać</translation>
    </message>
    <message>
      <source>Call missed: {name}</source>
      <translation>Nieodebrane połączenie: {name}</translation>
    </message>
    <message>
      <source>Gave up before an answer: {name}</source>
      <translation>Rezygnacja przed odebraniem: {name}</translation>
    </message>
    <message>
      <source>Answered elsewhere: {name}</source>
      <translation>Odebrano gdzie indziej: {name}</translation>
    </message>
    <message>
      <source>VIP</source>
      <translation>VIP</translation>
    </message>
    <message>
      <source>Desk</source>
      <translation>Stanowisko</translation>
    </message>
    <message>
      <source>ringing there</source>
      <translation>tam dzwoni</translation>
    </message>
    <message>
      <source>dialling</source>
      <translation>wybieranie</translation>
    </message>
    <message>
      <source>on hold {time}</source>
      <translation>zawieszona {time}</translation>
    </message>
    <message>
      <source>muted</source>
      <translation>wyciszona</translation>
    </message>
    <message>
      <source>encrypted</source>
      <translation>szyfrowana</translation>
    </message>
    <message>
      <source>Answer</source>
      <translation>Odbierz</translation>
    </message>
    <message>
      <source>Decline</source>
      <translation>Odrzuć</translation>
    </message>
    <message>
      <source>Hold</source>
      <translation>Zawieś</translation>
    </message>
    <message>
      <source>Hang up</source>
      <translation>Rozłącz</translation>
    </message>
    <message>
      <source>to {number}</source>
      <translation>na {number}</translation>
    </message>
    <message>
      <source>Dial a name or number</source>
      <translation>Wpisz nazwisko lub numer</translation>
    </message>
    <message>
      <source>What Enter will dial</source>
      <translation>Co wybierze Enter</translation>
    </message>
    <message>
      <source>Dial {number}</source>
      <translation>Zadzwoń: {number}</translation>
    </message>
    <message>
      <source>As it is typed</source>
      <translation>Tak jak wpisano</translation>
    </message>
    <message>
      <source>Each key is heard as a tone</source>
      <translation>Każdy klawisz słychać jako ton</translation>
    </message>
    <message>
      <source>Keypad</source>
      <translation>Klawiatura</translation>
    </message>
    <message>
      <source>Call</source>
      <translation>Rozmowa</translation>
    </message>
    <message>
      <source>Mute</source>
      <translation>Wycisz</translation>
    </message>
    <message>
      <source>Resume</source>
      <translation>Wznów</translation>
    </message>
    <message>
      <source>Unmute</source>
      <translation>Włącz mik.</translation>
    </message>
    <message>
      <source>Password</source>
      <translation>Hasło</translation>
    </message>
    <message>
      <source>Password of {whose}</source>
      <translation>Hasło: {whose}</translation>
    </message>
    <message>
      <source>Password of your line</source>
      <translation>Hasło do Twojej linii</translation>
    </message>
    <message>
      <source>Without it no calls reach you.</source>
      <translation>Bez niego nie dotrze do Ciebie żadne połączenie.</translation>
    </message>
    <message>
      <source>This computer has no keyring to keep it in, so it is asked for at each start.</source>
      <translation>Ten komputer nie ma pęku kluczy, który by je przechował, więc trzeba je podawać przy każdym uruchomieniu.</translation>
    </message>
    <message>
      <source>Keep it in this computer's keyring</source>
      <translation>Przechowuj w pęku kluczy tego komputera</translation>
    </message>
    <message>
      <source>Later</source>
      <translation>Później</translation>
    </message>
    <message>
      <source>Log in</source>
      <translation>Zaloguj</translation>
    </message>
    <message>
      <source>Changes not saved</source>
      <translation>Niezapisane zmiany</translation>
    </message>
    <message>
      <source>What you changed of {name} is not saved.</source>
      <translation>Zmiany danych: {name} nie są zapisane.</translation>
    </message>
    <message>
      <source>Nothing is saved yet.</source>
      <translation>Nic jeszcze nie zapisano.</translation>
    </message>
    <message>
      <source>Go on editing</source>
      <translation>Edytuj dalej</translation>
    </message>
    <message>
      <source>Discard the changes</source>
      <translation>Odrzuć zmiany</translation>
    </message>
    <message>
      <source>A call is up</source>
      <translation>Trwa rozmowa</translation>
    </message>
    <message>
      <source>Somebody is on the line</source>
      <translation>Ktoś jest na linii</translation>
    </message>
    <message>
      <source>Closing Parley hangs up on: {names}. What you typed is kept.</source>
      <translation>Zamknięcie Parley rozłączy: {names}. To, co wpisano, zostaje zachowane.</translation>
    </message>
    <message>
      <source>Stay</source>
      <translation>Zostań</translation>
    </message>
    <message>
      <source>Hang up and close</source>
      <translation>Rozłącz i zamknij</translation>
    </message>
    <message>
      <source>Set up Parley</source>
      <translation>Konfiguracja Parley</translation>
    </message>
    <message>
      <source>Connect</source>
      <translation>Połącz</translation>
    </message>
    <message>
      <source>Your telephone line</source>
      <translation>Twoja linia telefoniczna</translation>
    </message>
    <message>
      <source>Your administrator has these. They are tried before they are kept.</source>
      <translation>Dane ma Twój administrator. Przed zapisaniem zostaną wypróbowane.</translation>
    </message>
    <message>
      <source>Server</source>
      <translation>Serwer</translation>
    </message>
    <message>
      <source>pbx.example.com</source>
      <translation>pbx.example.com</translation>
    </message>
    <message>
      <source>User or extension</source>
      <translation>Użytkownik lub numer wewnętrzny</translation>
    </message>
    <message>
      <source>Your headset</source>
      <translation>Twoje słuchawki</translation>
    </message>
    <message>
      <source>Connecting…</source>
      <translation>Łączenie…</translation>
    </message>
    <message>
      <source>Type them again, or ask your administrator.</source>
      <translation>Wpisz je jeszcze raz lub zapytaj administratora.</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>Spróbuj ponownie</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>Rozpocznij</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Gotowe</translation>
    </message>
    <message>
      <source>Click one and press its new keys. Backspace brings the usual ones back.</source>
      <translation>Kliknij i naciśnij nowe klawisze. Backspace przywraca domyślne.</translation>
    </message>
    <message>
      <source>{keys} is needed for typing. Nothing was changed.</source>
      <translation>{keys} jest potrzebne do pisania. Nic nie zmieniono.</translation>
    </message>
    <message>
      <source>{keys} already means: {label}. Nothing was changed.</source>
      <translation>{keys} znaczy już: {label}. Nic nie zmieniono.</translation>
    </message>
    <message>
      <source>more than {count} found</source>
      <translation>znaleziono ponad {count}</translation>
    </message>
    <message numerus="yes">
      <source>%n found</source>
      <translation>
        <numerusform>znaleziono %n</numerusform>
        <numerusform>znaleziono %n</numerusform>
        <numerusform>znaleziono %n</numerusform>
      </translation>
    </message>
    <message>
      <source>Notice</source>
      <translation>Powiadomienie</translation>
    </message>
    <message>
      <source>Warning</source>
      <translation>Ostrzeżenie</translation>
    </message>
    <message>
      <source>Trouble</source>
      <translation>Problem</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Zamknij</translation>
    </message>
    <message>
      <source>All</source>
      <translation>Wszystko</translation>
    </message>
    <message>
      <source>Missed</source>
      <translation>Nieodebrane</translation>
    </message>
    <message>
      <source>Which calls</source>
      <translation>Które rozmowy</translation>
    </message>
    <message>
      <source>No calls yet</source>
      <translation>Nie ma jeszcze rozmów</translation>
    </message>
    <message>
      <source>Calls you take, place or miss are listed here.</source>
      <translation>Tu są rozmowy odebrane, wykonane i nieodebrane.</translation>
    </message>
    <message>
      <source>Nothing missed</source>
      <translation>Nic nie przegapiono</translation>
    </message>
    <message>
      <source>{queue} queue</source>
      <translation>kolejka {queue}</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Anuluj</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>Zapisz</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Nazwa</translation>
    </message>
    <message>
      <source>Organisation</source>
      <translation>Organizacja</translation>
    </message>
    <message>
      <source>City</source>
      <translation>Miasto</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Język</translation>
    </message>
    <message>
      <source>Phone numbers, one a line</source>
      <translation>Numery telefonów, po jednym w wierszu</translation>
    </message>
    <message>
      <source>E-mail addresses, one a line</source>
      <translation>Adresy e-mail, po jednym w wierszu</translation>
    </message>
    <message>
      <source>Handles, one a line</source>
      <translation>Nazwy kont, po jednej w wierszu</translation>
    </message>
    <message>
      <source>Tags, with commas between them</source>
      <translation>Etykiety, rozdzielone przecinkami</translation>
    </message>
    <message>
      <source>Other facts, one a line, as in “Payment terms: 30 days”</source>
      <translation>Inne dane, po jednej w wierszu, np. „Termin płatności: 30 dni”</translation>
    </message>
    <message>
      <source>New customer</source>
      <translation>Nowy klient</translation>
    </message>
    <message>
      <source>Name, number, e-mail or organisation</source>
      <translation>Nazwa, numer, e-mail lub organizacja</translation>
    </message>
    <message>
      <source>Customers</source>
      <translation>Klienci</translation>
    </message>
    <message>
      <source>No customers yet</source>
      <translation>Nie ma jeszcze klientów</translation>
    </message>
    <message>
      <source>Import them, or create the first one here.</source>
      <translation>Zaimportuj ich lub utwórz tu pierwszego.</translation>
    </message>
    <message>
      <source>Nobody found for “{text}”</source>
      <translation>Nie znaleziono nikogo: „{text}”</translation>
    </message>
    <message>
      <source>Try fewer letters, or part of a number.</source>
      <translation>Wpisz mniej liter lub część numeru.</translation>
    </message>
    <message>
      <source>Not known</source>
      <translation>Nieznany</translation>
    </message>
    <message>
      <source>separate again</source>
      <translation>rozdziel</translation>
    </message>
    <message>
      <source>Separate {name} again</source>
      <translation>Rozdziel ponownie: {name}</translation>
    </message>
    <message>
      <source>The same person twice?</source>
      <translation>Ta sama osoba dwa razy?</translation>
    </message>
    <message>
      <source>Find the other entry by name, number or e-mail</source>
      <translation>Znajdź drugi wpis: nazwa, numer lub e-mail</translation>
    </message>
    <message>
      <source>Customers found</source>
      <translation>Znalezieni klienci</translation>
    </message>
    <message>
      <source>Leave them apart</source>
      <translation>Nie łącz</translation>
    </message>
    <message>
      <source>Merge</source>
      <translation>Połącz wpisy</translation>
    </message>
    <message>
      <source>“{other}” and “{name}” will be shown as one, as {name}. Nothing is deleted, and it can be undone.</source>
      <translation>„{other}” i „{name}” będą pokazywane jako jedno: {name}. Nic nie zostanie usunięte i można to cofnąć.</translation>
    </message>
    <message>
      <source>Choose…</source>
      <translation>Wybierz…</translation>
    </message>
    <message>
      <source>{name} (not connected)</source>
      <translation>{name} (niepodłączone)</translation>
    </message>
    <message>
      <source>Takes effect at the next start.</source>
      <translation>Zadziała przy następnym uruchomieniu.</translation>
    </message>
    <message>
      <source>The system's default</source>
      <translation>Domyślne w systemie</translation>
    </message>
    <message>
      <source>Groups of settings</source>
      <translation>Grupy ustawień</translation>
    </message>
    <message>
      <source>Change the password…</source>
      <translation>Zmień hasło…</translation>
    </message>
    <message>
      <source>Set up again…</source>
      <translation>Skonfiguruj ponownie…</translation>
    </message>
    <message>
      <source>All keys…</source>
      <translation>Wszystkie klawisze…</translation>
    </message>
    <message>
      <source>Try it</source>
      <translation>Wypróbuj</translation>
    </message>
    <message>
      <source>Microphone level</source>
      <translation>Poziom mikrofonu</translation>
    </message>
    <message>
      <source>Play a tone</source>
      <translation>Odtwórz dźwięk</translation>
    </message>
    <message>
      <source>Ring</source>
      <translation>Zadzwoń</translation>
    </message>
    <message>
      <source>Say something: the bar moves when you are heard.</source>
      <translation>Powiedz coś: pasek się rusza, gdy Cię słychać.</translation>
    </message>
    <message>
      <source>No microphone was found. Plug one in: it is noticed at once.</source>
      <translation>Nie znaleziono mikrofonu. Podłącz go: zostanie zauważony od razu.</translation>
    </message>
    <message>
      <source>No microphone and no speaker were found. Plug in a headset: it is noticed at once.</source>
      <translation>Nie znaleziono mikrofonu ani głośnika. Podłącz słuchawki: zostaną zauważone od razu.</translation>
    </message>
    <message>
      <source>You are heard.</source>
      <translation>Słychać Cię.</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>Strony</translation>
    </message>
    <message>
      <source>Work</source>
      <translation>Praca</translation>
    </message>
    <message>
      <source>Find anything or dial</source>
      <translation>Znajdź cokolwiek lub zadzwoń</translation>
    </message>
    <message>
      <source>Choose the channel of what is found</source>
      <translation>Wybierz kanał tego, co znaleziono</translation>
    </message>
    <message>
      <source>Choose the time of what is found</source>
      <translation>Wybierz czas tego, co znaleziono</translation>
    </message>
    <message>
      <source>Dial field</source>
      <translation>Pole wybierania</translation>
    </message>
    <message>
      <source>Hold or resume</source>
      <translation>Zawieś lub wznów</translation>
    </message>
    <message>
      <source>Mute or unmute</source>
      <translation>Wycisz lub włącz mikrofon</translation>
    </message>
    <message>
      <source>Write notes</source>
      <translation>Pisz notatki</translation>
    </message>
    <message>
      <source>Finish wrap-up</source>
      <translation>Zakończ po rozmowie</translation>
    </message>
    <message>
      <source>Search this customer</source>
      <translation>Szukaj u tego klienta</translation>
    </message>
    <message>
      <source>Ready or not ready</source>
      <translation>Gotowość lub jej brak</translation>
    </message>
    <message>
      <source>Show or hide the customer in a narrow window</source>
      <translation>Pokaż lub ukryj klienta w wąskim oknie</translation>
    </message>
    <message>
      <source>All keys</source>
      <translation>Wszystkie klawisze</translation>
    </message>
    <message>
      <source>Work, row {number}</source>
      <translation>Praca, wiersz {number}</translation>
    </message>
    <message>
      <source>Disposition {number}</source>
      <translation>Wynik {number}</translation>
    </message>
    <message>
      <source>Edit this customer</source>
      <translation>Edytuj tego klienta</translation>
    </message>
    <message>
      <source>not this person</source>
      <translation>to nie ta osoba</translation>
    </message>
    <message>
      <source>Details</source>
      <translation>Szczegóły</translation>
    </message>
    <message>
      <source>Notes</source>
      <translation>Notatki</translation>
    </message>
    <message>
      <source>Nothing was written down.</source>
      <translation>Nic nie zapisano.</translation>
    </message>
    <message>
      <source>rang {time}</source>
      <translation>dzwoniło {time}</translation>
    </message>
    <message>
      <source>talked {time}</source>
      <translation>rozmowa {time}</translation>
    </message>
    <message>
      <source>held {time}</source>
      <translation>zawieszona {time}</translation>
    </message>
    <message>
      <source>Case</source>
      <translation>Sprawa</translation>
    </message>
    <message>
      <source>Note from {name}</source>
      <translation>Notatka: {name}</translation>
    </message>
    <message>
      <source>Orders</source>
      <translation>Zamówienia</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Szukaj</translation>
    </message>
    <message>
      <source>Search everything this customer ever said</source>
      <translation>Szukaj we wszystkim od tego klienta</translation>
    </message>
    <message>
      <source>Written</source>
      <translation>Pisemne</translation>
    </message>
    <message>
      <source>What is listed</source>
      <translation>Co jest na liście</translation>
    </message>
    <message>
      <source>Everything so far</source>
      <translation>Wszystko do tej pory</translation>
    </message>
    <message>
      <source>Search all {name} ever said</source>
      <translation>Szukaj we wszystkim: {name}</translation>
    </message>
    <message>
      <source>none of these</source>
      <translation>nic takiego</translation>
    </message>
    <message>
      <source>nothing found</source>
      <translation>nic nie znaleziono</translation>
    </message>
    <message>
      <source>Customer</source>
      <translation>Klient</translation>
    </message>
    <message>
      <source>Nobody chosen</source>
      <translation>Nikogo nie wybrano</translation>
    </message>
    <message>
      <source>Who calls, or whom you look up, is shown here with everything so far.</source>
      <translation>Kto dzwoni lub kogo szukasz, pojawi się tutaj ze wszystkim do tej pory.</translation>
    </message>
    <message>
      <source>Number withheld</source>
      <translation>Numer zastrzeżony</translation>
    </message>
    <message>
      <source>Looking up who this is</source>
      <translation>Sprawdzanie, kto to</translation>
    </message>
    <message>
      <source>Customers who share this number</source>
      <translation>Klienci ze wspólnym numerem</translation>
    </message>
    <message>
      <source>Who is it?</source>
      <translation>Kto to?</translation>
    </message>
    <message>
      <source>Create customer</source>
      <translation>Utwórz klienta</translation>
    </message>
    <message>
      <source>Find by name, number or e-mail</source>
      <translation>Znajdź: nazwa, numer lub e-mail</translation>
    </message>
    <message>
      <source>Or somebody known</source>
      <translation>Albo ktoś znany</translation>
    </message>
    <message>
      <source>Unknown caller</source>
      <translation>Nieznany dzwoniący</translation>
    </message>
    <message>
      <source>New customer with {number}</source>
      <translation>Nowy klient: {number}</translation>
    </message>
    <message>
      <source>Orders, search and filter</source>
      <translation>Zamówienia, szukanie i filtr</translation>
    </message>
    <message>
      <source>Outgoing call</source>
      <translation>Rozmowa wychodząca</translation>
    </message>
    <message>
      <source>Order {number} {status}</source>
      <translation>Zamówienie {number}: {status}</translation>
    </message>
    <message>
      <source>Incoming call</source>
      <translation>Połączenie przychodzące</translation>
    </message>
    <message>
      <source>Search customers, messages, orders – or dial a number</source>
      <translation>Szukaj klientów, wiadomości, zamówień – lub zadzwoń</translation>
    </message>
    <message>
      <source>What was found</source>
      <translation>Co znaleziono</translation>
    </message>
    <message>
      <source>Searching …</source>
      <translation>Szukam…</translation>
    </message>
    <message>
      <source>Order {number}</source>
      <translation>Zamówienie {number}</translation>
    </message>
    <message>
      <source>Nobody known</source>
      <translation>Nikt znany</translation>
    </message>
    <message>
      <source>What is searched</source>
      <translation>Co jest przeszukiwane</translation>
    </message>
    <message>
      <source>Channel</source>
      <translation>Kanał</translation>
    </message>
    <message>
      <source>Any time</source>
      <translation>Zawsze</translation>
    </message>
    <message numerus="yes">
      <source>%n days</source>
      <translation>
        <numerusform>%n dzień</numerusform>
        <numerusform>%n dni</numerusform>
        <numerusform>%n dni</numerusform>
      </translation>
    </message>
    <message>
      <source>A year</source>
      <translation>Rok</translation>
    </message>
    <message>
      <source>From … to</source>
      <translation>Od … do</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Czas</translation>
    </message>
    <message>
      <source>From</source>
      <translation>Od</translation>
    </message>
    <message>
      <source>To</source>
      <translation>Do</translation>
    </message>
    <message>
      <source>to</source>
      <translation>do</translation>
    </message>
    <message>
      <source>Nothing found for “{text}”</source>
      <translation>Nic nie znaleziono: „{text}”</translation>
    </message>
    <message>
      <source>No notes of a call say “{text}”</source>
      <translation>W notatkach z rozmów nie ma „{text}”</translation>
    </message>
    <message>
      <source>No e-mail says “{text}”</source>
      <translation>W e-mailach nie ma „{text}”</translation>
    </message>
    <message>
      <source>No chat says “{text}”</source>
      <translation>W czatach nie ma „{text}”</translation>
    </message>
    <message>
      <source>No SMS says “{text}”</source>
      <translation>W SMS-ach nie ma „{text}”</translation>
    </message>
    <message>
      <source>Nothing on social media says “{text}”</source>
      <translation>W mediach społecznościowych nie ma „{text}”</translation>
    </message>
    <message>
      <source>Nothing in a forum says “{text}”</source>
      <translation>Na forach nie ma „{text}”</translation>
    </message>
    <message>
      <source>Look at any time</source>
      <translation>Szukaj w całym okresie</translation>
    </message>
    <message>
      <source>Look at all channels</source>
      <translation>Szukaj we wszystkich kanałach</translation>
    </message>
    <message>
      <source>From {first} to {last}</source>
      <translation>Od {first} do {last}</translation>
    </message>
    <message>
      <source>In the last year</source>
      <translation>W ciągu ostatniego roku</translation>
    </message>
    <message numerus="yes">
      <source>In the last %n days</source>
      <translation>
        <numerusform>W ciągu ostatniego %n dnia</numerusform>
        <numerusform>W ciągu ostatnich %n dni</numerusform>
        <numerusform>W ciągu ostatnich %n dni</numerusform>
      </translation>
    </message>
    <message>
      <source>After this call</source>
      <translation>Po tej rozmowie</translation>
    </message>
    <message>
      <source>Ready</source>
      <translation>Gotowość</translation>
    </message>
    <message>
      <source>As before the call</source>
      <translation>Jak przed rozmową</translation>
    </message>
    <message>
      <source>Log out</source>
      <translation>Wyloguj</translation>
    </message>
    <message>
      <source>then</source>
      <translation>potem</translation>
    </message>
    <message>
      <source>Callers hear busy</source>
      <translation>Dzwoniący słyszą zajętość</translation>
    </message>
    <message>
      <source>Calls do not ring here</source>
      <translation>Połączenia tu nie dzwonią</translation>
    </message>
    <message>
      <source>State and search</source>
      <translation>Stan i szukanie</translation>
    </message>
    <message>
      <source>Show the customer</source>
      <translation>Pokaż klienta</translation>
    </message>
    <message>
      <source>No telephone line</source>
      <translation>Brak linii telefonicznej</translation>
    </message>
    <message>
      <source>Agent {name}</source>
      <translation>Agent: {name}</translation>
    </message>
    <message>
      <source>{hours} h {minutes}</source>
      <translation>{hours} h {minutes}</translation>
    </message>
    <message>
      <source>now</source>
      <translation>teraz</translation>
    </message>
    <message>
      <source>{minutes} min</source>
      <translation>{minutes} min</translation>
    </message>
    <message>
      <source>{hours} h</source>
      <translation>{hours} h</translation>
    </message>
    <message>
      <source>Today, {time}</source>
      <translation>Dzisiaj, {time}</translation>
    </message>
    <message>
      <source>Yesterday, {time}</source>
      <translation>Wczoraj, {time}</translation>
    </message>
    <message>
      <source>E-mail</source>
      <translation>E-mail</translation>
    </message>
    <message>
      <source>Chat</source>
      <translation>Czat</translation>
    </message>
    <message>
      <source>SMS</source>
      <translation>SMS</translation>
    </message>
    <message>
      <source>Social</source>
      <translation>Media społ.</translation>
    </message>
    <message>
      <source>Forum</source>
      <translation>Forum</translation>
    </message>
    <message>
      <source>Matched because an agent said so before</source>
      <translation>Wcześniej wskazany przez agenta</translation>
    </message>
    <message>
      <source>Matched by the customer number sent with the call</source>
      <translation>Po numerze klienta z połączenia</translation>
    </message>
    <message>
      <source>Matched by number, its only holder</source>
      <translation>Po numerze, jedyny posiadacz</translation>
    </message>
    <message>
      <source>Matched by number without its country code</source>
      <translation>Po numerze bez kodu kraju</translation>
    </message>
    <message>
      <source>Matched by number without its extension</source>
      <translation>Po numerze bez wewnętrznego</translation>
    </message>
    <message>
      <source>Matched by SIP address</source>
      <translation>Po adresie SIP</translation>
    </message>
    <message numerus="yes">
      <source>%n customers share this number</source>
      <translation>
        <numerusform>%n klient ma ten numer</numerusform>
        <numerusform>%n klientów ma ten numer</numerusform>
        <numerusform>%n klientów ma ten numer</numerusform>
      </translation>
    </message>
    <message>
      <source>Nobody can be looked up; ask who it is</source>
      <translation>Nie da się nikogo wyszukać; zapytaj, kto mówi</translation>
    </message>
    <message>
      <source>Nobody is known under this number</source>
      <translation>Pod tym numerem nikogo nie znamy</translation>
    </message>
    <message numerus="yes">
      <source>on %n channels.</source>
      <translation>
        <numerusform>na jednym kanale.</numerusform>
        <numerusform>na %n kanałach.</numerusform>
        <numerusform>na %n kanałach.</numerusform>
      </translation>
    </message>
    <message>
      <source>The last one is unresolved.</source>
      <translation>Ostatni jest niezałatwiony.</translation>
    </message>
    <message>
      <source>{nth} contact within an hour</source>
      <translation>{number}. kontakt w ciągu godziny</translation>
    </message>
    <message>
      <source>{nth} contact today</source>
      <translation>{number}. kontakt dzisiaj</translation>
    </message>
    <message>
      <source>{nth} contact since yesterday</source>
      <translation>{number}. kontakt od wczoraj</translation>
    </message>
    <message numerus="yes">
      <source>{nth} contact in %n days</source>
      <translation>
        <numerusform>{number}. kontakt w ciągu %n dnia</numerusform>
        <numerusform>{number}. kontakt w ciągu %n dni</numerusform>
        <numerusform>{number}. kontakt w ciągu %n dni</numerusform>
      </translation>
    </message>
    <message>
      <source>open</source>
      <translation>otwarte</translation>
    </message>
    <message>
      <source>solved</source>
      <translation>załatwione</translation>
    </message>
    <message>
      <source>promised</source>
      <translation>obiecane</translation>
    </message>
    <message>
      <source>missed</source>
      <translation>nieodebrane</translation>
    </message>
    <message>
      <source>gave up</source>
      <translation>rezygnacja</translation>
    </message>
    <message>
      <source>declined</source>
      <translation>odrzucone</translation>
    </message>
    <message>
      <source>not reached</source>
      <translation>nie zastano</translation>
    </message>
    <message>
      <source>{open} open · {all} in all</source>
      <translation>{open} otwarte · {all} razem</translation>
    </message>
    <message>
      <source>nothing before today</source>
      <translation>przed dzisiaj nic</translation>
    </message>
    <message>
      <source>{count} since {month}</source>
      <translation>{count} od {month}</translation>
    </message>
    <message>
      <source>On a call</source>
      <translation>W rozmowie</translation>
    </message>
    <message>
      <source>{name} is calling</source>
      <translation>Dzwoni {name}</translation>
    </message>
    <message>
      <source>A withheld number is calling</source>
      <translation>Dzwoni numer zastrzeżony</translation>
    </message>
    <message>
      <source>Gave up before an answer</source>
      <translation>Rezygnacja przed odebraniem</translation>
    </message>
    <message>
      <source>Declined</source>
      <translation>Odrzucone</translation>
    </message>
    <message>
      <source>Talked {time}</source>
      <translation>Rozmowa {time}</translation>
    </message>
    <message>
      <source>Outgoing</source>
      <translation>Wychodzące</translation>
    </message>
    <message>
      <source>Answered</source>
      <translation>Odebrane</translation>
    </message>
    <message>
      <source>Open a case</source>
      <translation>Otwórz sprawę</translation>
    </message>
    <message>
      <source>What is it about? Enter opens the case</source>
      <translation>O co chodzi? Enter otwiera sprawę</translation>
    </message>
    <message>
      <source>Case {number} · {title}</source>
      <translation>Sprawa {number} · {title}</translation>
    </message>
    <message>
      <source>How did it end?</source>
      <translation>Jak się skończyło?</translation>
    </message>
    <message>
      <source>Finish</source>
      <translation>Zakończ</translation>
    </message>
    <message>
      <source>Nothing is called so</source>
      <translation>Nic się tak nie nazywa</translation>
    </message>
    <message>
      <source>Find a disposition</source>
      <translation>Znajdź wynik</translation>
    </message>
    <message>
      <source>Choose how it ended</source>
      <translation>Wybierz wynik</translation>
    </message>
    <message>
      <source>wrap-up {time}</source>
      <translation>po rozmowie {time}</translation>
    </message>
    <message>
      <source>Can be chosen now</source>
      <translation>Można wybrać już teraz</translation>
    </message>
    <message>
      <source>Can be chosen now; wrap-up {time}</source>
      <translation>Można już teraz; po rozmowie {time}</translation>
    </message>
    <message>
      <source>Wrap-up {time}</source>
      <translation>Po rozmowie {time}</translation>
    </message>
    <message>
      <source>Notes are open from the first ring and saved as you type.</source>
      <translation>Notatki są otwarte od pierwszego dzwonka i zapisują się same.</translation>
    </message>
    <message>
      <source>Not saved yet</source>
      <translation>Jeszcze nie zapisano</translation>
    </message>
    <message>
      <source>Saved {time}</source>
      <translation>Zapisano {time}</translation>
    </message>
    <message>
      <source>Oldest first</source>
      <translation>Najpierw najstarsze</translation>
    </message>
    <message>
      <source>No work now</source>
      <translation>Nie ma teraz pracy</translation>
    </message>
    <message>
      <source>A call offered to you appears here while it rings.</source>
      <translation>Połączenie do Ciebie pojawi się tu, gdy dzwoni.</translation>
    </message>
    <message>
      <source>ringing</source>
      <translation>dzwoni</translation>
    </message>
    <message>
      <source>wrap-up</source>
      <translation>po rozmowie</translation>
    </message>
    <message>
      <source>dialled {number}</source>
      <translation>wybrano {number}</translation>
    </message>
    <message>
      <source>Interrupted</source>
      <translation>Przerwana</translation>
    </message>
    <message>
      <source>Call ended</source>
      <translation>Rozmowa zakończona</translation>
    </message>
    <message>
      <source>Work in hand</source>
      <translation>Bieżąca praca</translation>
    </message>
    <message>
      <source>The call was cut short.</source>
      <translation>Rozmowa została przerwana.</translation>
    </message>
    <message>
      <source>Your notes are kept. Finish here, then call back if need be.</source>
      <translation>Notatki są zachowane. Zakończ tutaj, a w razie potrzeby oddzwoń.</translation>
    </message>
    <message>
      <source>You are logged out.</source>
      <translation>Jesteś poza systemem.</translation>
    </message>
    <message>
      <source>You are not ready.</source>
      <translation>Nie masz włączonej gotowości.</translation>
    </message>
    <message>
      <source>No calls are sent to you</source>
      <translation>Nie kierujemy do Ciebie połączeń</translation>
    </message>
    <message>
      <source>You can still dial with the field above.</source>
      <translation>Nadal możesz dzwonić z pola powyżej.</translation>
    </message>
    <message>
      <source>Go ready</source>
      <translation>Włącz gotowość</translation>
    </message>
    <message>
      <source>No call can reach you</source>
      <translation>Nie dotrze do Ciebie żadne połączenie</translation>
    </message>
    <message>
      <source>Ready for the next call</source>
      <translation>Gotowość na następne połączenie</translation>
    </message>
    <message>
      <source>When it rings, who it is and everything so far appear here and on the right.</source>
      <translation>Gdy zadzwoni, tutaj i po prawej pojawi się, kto to i wszystko do tej pory.</translation>
    </message>
  </context>
</TS>
