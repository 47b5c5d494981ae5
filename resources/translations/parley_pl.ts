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
      <source>Only the first {part} MB of {whole} MB were read; the rest is on the server.</source>
      <translation>Wczytano tylko pierwsze {part} MB z {whole} MB; reszta jest na serwerze.</translation>
    </message>
    <message>
      <source>Its name hides what it is: it ends in .{ending}</source>
      <translation>Jego nazwa ukrywa, czym jest: kończy się na .{ending}</translation>
    </message>
    <message>
      <source>It pretends to be .{pretended} and is a program (.{ending})</source>
      <translation>Udaje .{pretended}, a jest programem (.{ending})</translation>
    </message>
    <message>
      <source>A program or a short cut to one (.{ending})</source>
      <translation>Program lub skrót do programu (.{ending})</translation>
    </message>
    <message>
      <source>A document that can run macros (.{ending})</source>
      <translation>Dokument, który może uruchamiać makra (.{ending})</translation>
    </message>
    <message>
      <source>A disk image, which can hide programs (.{ending})</source>
      <translation>Obraz dysku, w którym mogą się kryć programy (.{ending})</translation>
    </message>
    <message>
      <source>A page that can run scripts (.{ending})</source>
      <translation>Strona, która może uruchamiać skrypty (.{ending})</translation>
    </message>
    <message>
      <source>Its name is too long to be read whole</source>
      <translation>Jego nazwa jest za długa, by ją przeczytać w całości</translation>
    </message>
    <message>
      <source>Its name is a path to a place on this computer</source>
      <translation>Jego nazwa jest ścieżką do miejsca na tym komputerze</translation>
    </message>
    <message>
      <source>Its name means a device of the computer</source>
      <translation>Jego nazwa oznacza urządzenie komputera</translation>
    </message>
    <message>
      <source>Its type is that of a program or a page with scripts ({type})</source>
      <translation>Ma typ programu lub strony ze skryptami ({type})</translation>
    </message>
    <message>
      <source>It is called .{ending} and is a page that can run scripts</source>
      <translation>Nazywa się .{ending}, a jest stroną, która może uruchamiać skrypty</translation>
    </message>
    <message>
      <source>It is a program, whatever its name says</source>
      <translation>To program, cokolwiek mówi jego nazwa</translation>
    </message>
    <message>
      <source>It is called .{ending} and is in truth .{kind}</source>
      <translation>Nazywa się .{ending}, a naprawdę to .{kind}</translation>
    </message>
    <message>
      <source>What is done stays in its folder. {words}</source>
      <translation>Zamknięte zostaje w swoim folderze. {words}</translation>
    </message>
    <message>
      <source>The copy of a letter could not be filed. {words}</source>
      <translation>Nie udało się zapisać kopii wiadomości. {words}</translation>
    </message>
    <message>
      <source>The password of “{name}” is not known here.</source>
      <translation>Hasło do „{name}” nie jest tu znane.</translation>
    </message>
    <message>
      <source>Copies of sent mail stay in {folder}. {words}</source>
      <translation>Kopie wysłanych e-maili zostają w folderze {folder}. {words}</translation>
    </message>
    <message>
      <source>A setting of the account “{name}” cannot be read.</source>
      <translation>Nie można odczytać ustawienia konta „{name}”.</translation>
    </message>
    <message>
      <source>Open the account in the settings, look at what is there and save it.</source>
      <translation>Otwórz konto w ustawieniach, sprawdź, co tam jest, i zapisz je.</translation>
    </message>
    <message>
      <source>The account “{name}” has no {protocol} server.</source>
      <translation>Konto „{name}” nie ma serwera {protocol}.</translation>
    </message>
    <message>
      <source>The password would go to {server} unencrypted.</source>
      <translation>Hasło trafiłoby do {server} bez szyfrowania.</translation>
    </message>
    <message>
      <source>Choose TLS or STARTTLS. Without encryption only a server on this very machine is used.</source>
      <translation>Wybierz TLS lub STARTTLS. Bez szyfrowania używa się tylko serwera na tym samym komputerze.</translation>
    </message>
    <message>
      <source>Signing in</source>
      <translation>Logowanie</translation>
    </message>
    <message>
      <source>Password</source>
      <translation>Hasło</translation>
    </message>
    <message>
      <source>Client secret</source>
      <translation>Klucz tajny aplikacji</translation>
    </message>
    <message>
      <source>Only where the registration of Parley has one, as Google's do.</source>
      <translation>Tylko jeśli rejestracja Parley go ma, jak u Google.</translation>
    </message>
    <message>
      <source>Incoming mail (IMAP)</source>
      <translation>Poczta przychodząca (IMAP)</translation>
    </message>
    <message>
      <source>Outgoing mail (SMTP)</source>
      <translation>Poczta wychodząca (SMTP)</translation>
    </message>
    <message>
      <source>TLS from the start</source>
      <translation>TLS od początku</translation>
    </message>
    <message>
      <source>STARTTLS</source>
      <translation>STARTTLS</translation>
    </message>
    <message>
      <source>None, on this machine only</source>
      <translation>Brak, tylko na tym komputerze</translation>
    </message>
    <message>
      <source>Server</source>
      <translation>Serwer</translation>
    </message>
    <message>
      <source>Empty: found by the address.</source>
      <translation>Puste: ustalany na podstawie adresu.</translation>
    </message>
    <message>
      <source>Port</source>
      <translation>Port</translation>
    </message>
    <message>
      <source>Encryption</source>
      <translation>Szyfrowanie</translation>
    </message>
    <message>
      <source>With a password</source>
      <translation>Hasłem</translation>
    </message>
    <message>
      <source>With Microsoft 365, in the browser</source>
      <translation>Przez Microsoft 365, w przeglądarce</translation>
    </message>
    <message>
      <source>With Google, in the browser</source>
      <translation>Przez Google, w przeglądarce</translation>
    </message>
    <message>
      <source>Sign in</source>
      <translation>Sposób logowania</translation>
    </message>
    <message>
      <source>User name</source>
      <translation>Nazwa użytkownika</translation>
    </message>
    <message>
      <source>Empty: the address of the account.</source>
      <translation>Puste: adres konta.</translation>
    </message>
    <message>
      <source>Client id</source>
      <translation>Identyfikator aplikacji</translation>
    </message>
    <message>
      <source>Of your organisation's registration of Parley with Microsoft or Google.</source>
      <translation>Z rejestracji Parley, którą Twoja organizacja ma w Microsoft lub Google.</translation>
    </message>
    <message>
      <source>Tenant</source>
      <translation>Dzierżawa</translation>
    </message>
    <message>
      <source>Where Parley is registered for your organisation alone: its domain or id with Microsoft.</source>
      <translation>Gdy Parley jest zarejestrowany tylko dla Waszej organizacji: jej domena lub identyfikator w Microsoft.</translation>
    </message>
    <message>
      <source>Certificate authority</source>
      <translation>Urząd certyfikacji</translation>
    </message>
    <message>
      <source>Certificates</source>
      <translation>Certyfikaty</translation>
    </message>
    <message>
      <source>A PEM file trusted for TLS besides the system's own certificates.</source>
      <translation>Plik PEM, któremu TLS ufa oprócz certyfikatów systemu.</translation>
    </message>
    <message>
      <source>The sign-in page opens</source>
      <translation>Strona logowania otwiera się</translation>
    </message>
    <message>
      <source>On another device you type a code that is shown here. Google gives none for mail.</source>
      <translation>Na innym urządzeniu wpisuje się pokazany tu kod. Google nie daje kodów do poczty.</translation>
    </message>
    <message>
      <source>In this computer's browser</source>
      <translation>W przeglądarce tego komputera</translation>
    </message>
    <message>
      <source>On another device</source>
      <translation>Na innym urządzeniu</translation>
    </message>
    <message>
      <source>Folders</source>
      <translation>Foldery</translation>
    </message>
    <message>
      <source>Folders to read</source>
      <translation>Czytane foldery</translation>
    </message>
    <message>
      <source>Mail in the first one is seen at once, in the others within a minute.</source>
      <translation>Poczta w pierwszym jest widoczna od razu, w pozostałych w ciągu minuty.</translation>
    </message>
    <message>
      <source>Read back at first</source>
      <translation>Na początku wczytaj wstecz</translation>
    </message>
    <message>
      <source>How old mail may be that was there before the account was set up. 0: all of it.</source>
      <translation>Jak stara może być poczta sprzed założenia konta. 0: wczytaj całą.</translation>
    </message>
    <message>
      <source>days</source>
      <translation>dni</translation>
    </message>
    <message>
      <source>Folder for sent mail</source>
      <translation>Folder wysłanych</translation>
    </message>
    <message>
      <source>Empty: the one the server names.</source>
      <translation>Puste: ten, który wskaże serwer.</translation>
    </message>
    <message>
      <source>Sent mail is filed by</source>
      <translation>Wysłane odkłada</translation>
    </message>
    <message>
      <source>As the provider is known to do it</source>
      <translation>Zależnie od dostawcy poczty</translation>
    </message>
    <message>
      <source>Parley</source>
      <translation>Parley</translation>
    </message>
    <message>
      <source>The mail server</source>
      <translation>Serwer poczty</translation>
    </message>
    <message>
      <source>Stays where it is</source>
      <translation>Zostaje na miejscu</translation>
    </message>
    <message>
      <source>Goes to the archive</source>
      <translation>Trafia do archiwum</translation>
    </message>
    <message>
      <source>Mail of what is closed</source>
      <translation>Poczta z zamkniętych</translation>
    </message>
    <message>
      <source>What is opened again comes back to the folder it was in.</source>
      <translation>Ponownie otwarte wraca do folderu, w którym było.</translation>
    </message>
    <message>
      <source>Folder of the archive</source>
      <translation>Folder archiwum</translation>
    </message>
    <message>
      <source>Addresses</source>
      <translation>Adresy</translation>
    </message>
    <message>
      <source>Further addresses</source>
      <translation>Inne adresy</translation>
    </message>
    <message>
      <source>Mail to these comes to this account, too.</source>
      <translation>Poczta na te adresy też trafia na to konto.</translation>
    </message>
    <message>
      <source>More domains of ours</source>
      <translation>Inne nasze domeny</translation>
    </message>
    <message>
      <source>Who writes from a domain like one of ours is pointed out. Those of the accounts count anyway.</source>
      <translation>Wskazujemy każdego, kto pisze z domeny podobnej do naszej. Domeny kont i tak się liczą.</translation>
    </message>
    <message>
      <source>More names to protect</source>
      <translation>Inne chronione nazwy</translation>
    </message>
    <message>
      <source>Who uses a name of ours from elsewhere is pointed out. Accounts' and agents' names count anyway.</source>
      <translation>Wskazujemy każdego, kto używa naszej nazwy, a pisze skądinąd. Nazwy kont i agentów i tak się liczą.</translation>
    </message>
    <message>
      <source>Trusted for checks of origin</source>
      <translation>Zaufany przy sprawdzaniu nadawcy</translation>
    </message>
    <message>
      <source>The name your mail server puts first into Authentication-Results. Others are not believed.</source>
      <translation>Nazwa, którą Twój serwer poczty wpisuje na początku Authentication-Results. Innym się nie wierzy.</translation>
    </message>
    <message>
      <source>Writing</source>
      <translation>Zapis</translation>
    </message>
    <message>
      <source>Name of the sender</source>
      <translation>Nazwa nadawcy</translation>
    </message>
    <message>
      <source>What customers see it is from. Empty: the account's name.</source>
      <translation>Klienci widzą ją jako nadawcę. Puste: nazwa konta.</translation>
    </message>
    <message>
      <source>Signature</source>
      <translation>Podpis</translation>
    </message>
    <message>
      <source>Stands below each mail. A line “[pl]” begins the one in Polish, “[Sales]” that of a queue.</source>
      <translation>Stoi pod każdym e-mailem. Wiersz „[pl]” zaczyna podpis po polsku, „[Sprzedaż]” – podpis kolejki.</translation>
    </message>
    <message>
      <source>Language around quotes</source>
      <translation>Język przy cytatach</translation>
    </message>
    <message>
      <source>That of the mail answered</source>
      <translation>Taki jak w wiadomości klienta</translation>
    </message>
    <message>
      <source>Largest mail</source>
      <translation>Największy e-mail</translation>
    </message>
    <message>
      <source>What the mail server takes; a larger one is not tried.</source>
      <translation>Tyle przyjmuje serwer poczty; większego nie próbujemy wysłać.</translation>
    </message>
    <message>
      <source>Cases</source>
      <translation>Sprawy</translation>
    </message>
    <message>
      <source>Page to unsubscribe from mailings</source>
      <translation>Strona wypisania z mailingów</translation>
    </message>
    <message>
      <source>Such as https://shop.example/off/{token}. Empty: by mail to the account alone, which Parley reads.</source>
      <translation>Na przykład https://shop.example/off/{token}. Puste: tylko e-mailem na to konto; Parley go odczyta.</translation>
    </message>
    <message>
      <source>No</source>
      <translation>Nie</translation>
    </message>
    <message>
      <source>Yes</source>
      <translation>Tak</translation>
    </message>
    <message>
      <source>Case number in the subject</source>
      <translation>Numer sprawy w temacie</translation>
    </message>
    <message>
      <source>As in “[#3312]”: an answer finds its case by it, too.</source>
      <translation>Jak w „[#3312]”: także po nim odpowiedź trafia do sprawy.</translation>
    </message>
    <message>
      <source>Answers to an address of the case</source>
      <translation>Odpowiedzi na adres sprawy</translation>
    </message>
    <message>
      <source>As in support+c3312.…@…: the mail server must deliver what has a + to the account.</source>
      <translation>Jak w support+c3312.…@…: serwer poczty musi doręczać na konto także adresy z +.</translation>
    </message>
    <message>
      <source>The address is missing.</source>
      <translation>Brakuje adresu.</translation>
    </message>
    <message>
      <source>Customers write to it, and answers come from it.</source>
      <translation>Na niego piszą klienci i z niego wychodzą odpowiedzi.</translation>
    </message>
    <message>
      <source>E-mail</source>
      <translation>E-mail</translation>
    </message>
    <message>
      <source>The sign-in was called off.</source>
      <translation>Logowanie przerwano.</translation>
    </message>
    <message numerus="yes">
      <source>Nobody signed in within %n minutes.</source>
      <translation>
        <numerusform>Nikt nie zalogował się w ciągu %n minuty.</numerusform>
        <numerusform>Nikt nie zalogował się w ciągu %n minut.</numerusform>
        <numerusform>Nikt nie zalogował się w ciągu %n minut.</numerusform>
      </translation>
    </message>
    <message>
      <source>No browser could be opened here.</source>
      <translation>Nie udało się tu otworzyć przeglądarki.</translation>
    </message>
    <message>
      <source>Choose to open the sign-in page on another device.</source>
      <translation>Wybierz otwarcie strony logowania na innym urządzeniu.</translation>
    </message>
    <message>
      <source>You can close this page and go back.</source>
      <translation>Możesz zamknąć tę stronę i wrócić.</translation>
    </message>
    <message>
      <source>The code was not used in time.</source>
      <translation>Kod nie został użyty na czas.</translation>
    </message>
    <message>
      <source>Ask for a new one and type it in at once.</source>
      <translation>Poproś o nowy i wpisz go od razu.</translation>
    </message>
    <message>
      <source>This provider gives no codes for mail.</source>
      <translation>Ten dostawca nie daje kodów do poczty.</translation>
    </message>
    <message>
      <source>Choose to sign in with this computer's browser.</source>
      <translation>Wybierz logowanie w przeglądarce tego komputera.</translation>
    </message>
    <message>
      <source>The sign-in server gave no code that can be used.</source>
      <translation>Serwer logowania nie podał kodu, którego można użyć.</translation>
    </message>
    <message>
      <source>“{tenant}” is no tenant.</source>
      <translation>„{tenant}” nie jest dzierżawą.</translation>
    </message>
    <message>
      <source>It is a domain, or an id as Microsoft shows it.</source>
      <translation>To domena albo identyfikator w postaci, jaką pokazuje Microsoft.</translation>
    </message>
    <message>
      <source>The sign-in gave no token that can be kept.</source>
      <translation>Logowanie nie dało tokenu, który można zachować.</translation>
    </message>
    <message>
      <source>Ask who registered Parley there.</source>
      <translation>Zapytaj osobę, która zarejestrowała tam Parley.</translation>
    </message>
    <message>
      <source>The sign-in server is out of order ({status}).</source>
      <translation>Serwer logowania nie działa ({status}).</translation>
    </message>
    <message>
      <source>The sign-in server gave no answer that can be read ({status}).</source>
      <translation>Serwer logowania nie dał czytelnej odpowiedzi ({status}).</translation>
    </message>
    <message>
      <source>The sign-in was refused: {words}</source>
      <translation>Odmówiono logowania: {words}</translation>
    </message>
    <message>
      <source>Sign in again in the account's settings.</source>
      <translation>Zaloguj się ponownie w ustawieniach konta.</translation>
    </message>
    <message>
      <source>“{name}” has no client id.</source>
      <translation>Konto „{name}” nie ma identyfikatora aplikacji.</translation>
    </message>
    <message>
      <source>Register Parley with Microsoft or Google for your organisation, and enter the id it is given.</source>
      <translation>Zarejestruj Parley w Microsoft lub Google dla swojej organizacji i wpisz otrzymany identyfikator.</translation>
    </message>
    <message>
      <source>Nobody has signed in to “{name}” yet.</source>
      <translation>Nikt się jeszcze nie zalogował do „{name}”.</translation>
    </message>
    <message>
      <source>Sign in in the account's settings.</source>
      <translation>Zaloguj się w ustawieniach konta.</translation>
    </message>
    <message>
      <source>Wants no more mailings; none goes there from now on</source>
      <translation>Nie chce więcej mailingów; odtąd żaden tam nie pójdzie</translation>
    </message>
    <message>
      <source>It says that we wrote it, but it came from elsewhere</source>
      <translation>Podaje nas jako autora, ale przyszła skądinąd</translation>
    </message>
    <message>
      <source>{sender} sent it in the name of {author}</source>
      <translation>Wysyła {sender} w imieniu {author}</translation>
    </message>
    <message>
      <source>It says itself that it was sent automatically</source>
      <translation>Sama podaje, że wysłano ją automatycznie</translation>
    </message>
    <message>
      <source>A mail server's report</source>
      <translation>Raport serwera poczty</translation>
    </message>
    <message>
      <source>It was sent so that nothing comes back to it</source>
      <translation>Wysłana tak, by nic na nią nie wróciło</translation>
    </message>
    <message>
      <source>It went to many, and asks for no answer</source>
      <translation>Poszła do wielu i nie oczekuje odpowiedzi</translation>
    </message>
    <message>
      <source>It went to a mailing list or to many</source>
      <translation>Poszła na listę dyskusyjną lub do wielu</translation>
    </message>
    <message>
      <source>It asks for no automatic answer</source>
      <translation>Prosi, by nie odpowiadać automatycznie</translation>
    </message>
    <message>
      <source>A program wrote it</source>
      <translation>Napisał ją program</translation>
    </message>
    <message>
      <source>Nobody reads what is sent to its sender</source>
      <translation>Nikt nie czyta wiadomości do jej nadawcy</translation>
    </message>
    <message>
      <source>It came from ourselves</source>
      <translation>Przyszła od nas samych</translation>
    </message>
    <message>
      <source>A notice of absence</source>
      <translation>Zawiadomienie o nieobecności</translation>
    </message>
    <message>
      <source>A receipt: what we sent was opened</source>
      <translation>Potwierdzenie: naszą wiadomość otwarto</translation>
    </message>
    <message>
      <source>A receipt: what we sent was delivered</source>
      <translation>Potwierdzenie: naszą wiadomość dostarczono</translation>
    </message>
    <message>
      <source>A mail server could not deliver it</source>
      <translation>Serwer poczty nie mógł jej dostarczyć</translation>
    </message>
    <message>
      <source>Delayed, tried again: {words}</source>
      <translation>Opóźniona, trwa ponawianie: {words}</translation>
    </message>
    <message>
      <source>The recipient said that it is no spam</source>
      <translation>Odbiorca zgłosił, że to nie spam</translation>
    </message>
    <message>
      <source>A report: mail in our name failed a check of who sent it</source>
      <translation>Raport: e-mail w naszym imieniu nie przeszedł kontroli nadawcy</translation>
    </message>
    <message>
      <source>The recipient called it spam</source>
      <translation>Odbiorca oznaczył ją jako spam</translation>
    </message>
    <message>
      <source>The recipient complained: {kind}</source>
      <translation>Skarga odbiorcy: {kind}</translation>
    </message>
    <message>
      <source>Nothing shows that this came from {domain}</source>
      <translation>Nic nie potwierdza, że to przyszło z {domain}</translation>
    </message>
    <message>
      <source>It names several authors: {addresses}</source>
      <translation>Podaje kilku autorów: {addresses}</translation>
    </message>
    <message>
      <source>The name shows {shown}, but it came from {address}</source>
      <translation>Nazwa pokazuje {shown}, ale przyszła od {address}</translation>
    </message>
    <message>
      <source>{name} is one of us, but {address} is not</source>
      <translation>{name} to ktoś od nas, ale {address} nie</translation>
    </message>
    <message>
      <source>The name is written with look-alike letters of another alphabet</source>
      <translation>Nazwa zawiera podobne litery z innego alfabetu</translation>
    </message>
    <message>
      <source>{domain} looks like {own}, but is not</source>
      <translation>{domain} przypomina {own}, ale to nie to samo</translation>
    </message>
    <message>
      <source>{domain} is written with look-alike letters of another alphabet: it is {ascii}</source>
      <translation>{domain} zawiera podobne litery z innego alfabetu: to {ascii}</translation>
    </message>
    <message>
      <source>Answers go to {reply_to}, not to {author}</source>
      <translation>Odpowiedzi idą do {reply_to}, nie do {author}</translation>
    </message>
    <message>
      <source>Message</source>
      <translation>Wiadomość</translation>
    </message>
    <message>
      <source>Picture</source>
      <translation>Obraz</translation>
    </message>
    <message>
      <source>Attachment</source>
      <translation>Załącznik</translation>
    </message>
    <message>
      <source>This mail could not be read; the original is kept</source>
      <translation>Nie udało się odczytać tego e-maila; oryginał jest zachowany</translation>
    </message>
    <message>
      <source>Its date cannot be right; shown is when it arrived</source>
      <translation>Jej data nie może być prawdziwa; pokazano czas nadejścia</translation>
    </message>
    <message>
      <source>Its text is not in the charset that it names ({charset}); it was guessed</source>
      <translation>Jej tekst nie jest w podanym kodowaniu ({charset}); odgadnięto je</translation>
    </message>
    <message>
      <source>It does not say in which charset its text is; guessed</source>
      <translation>Nie podaje kodowania tekstu; odgadnięto je</translation>
    </message>
    <message>
      <source>Its text is too long to be shown whole; the original is kept</source>
      <translation>Jej tekst jest za długi, by pokazać całość; oryginał jest zachowany</translation>
    </message>
    <message>
      <source>It has more parts than can be shown; the original is kept</source>
      <translation>Ma więcej części, niż można pokazać; oryginał jest zachowany</translation>
    </message>
    <message numerus="yes">
      <source>%n remote picture(s) not fetched</source>
      <translation>
        <numerusform>Nie pobrano %n zewnętrznego obrazu</numerusform>
        <numerusform>Nie pobrano %n zewnętrznych obrazów</numerusform>
        <numerusform>Nie pobrano %n zewnętrznych obrazów</numerusform>
      </translation>
    </message>
    <message>
      <source>It has no header: all of it is shown as text</source>
      <translation>Nie ma nagłówka: całość pokazano jako tekst</translation>
    </message>
    <message>
      <source>Its sender has no address</source>
      <translation>Jej nadawca nie ma adresu</translation>
    </message>
    <message>
      <source>It names several senders; the first is shown</source>
      <translation>Podaje kilku nadawców; pokazano pierwszego</translation>
    </message>
    <message>
      <source>Some lines of its header could not be read</source>
      <translation>Nie udało się odczytać niektórych wierszy nagłówka</translation>
    </message>
    <message>
      <source>It ends too early, or its parts are not marked as they should be</source>
      <translation>Urywa się albo jej części są źle oznaczone</translation>
    </message>
    <message>
      <source>Its subject or sender is in a charset that does not exist</source>
      <translation>Jej temat lub nadawca ma nieistniejące kodowanie</translation>
    </message>
    <message>
      <source>What is inside cannot be read here. Save the message as it came and open it where its key is, or ask for it without encryption.</source>
      <translation>Treści nie można tu odczytać. Zapisz wiadomość w oryginalnej postaci i otwórz ją tam, gdzie jest jej klucz, albo poproś o przesłanie bez szyfrowania.</translation>
    </message>
    <message>
      <source>Signed; the signature was not checked</source>
      <translation>Podpisana; podpisu nie sprawdzono</translation>
    </message>
    <message>
      <source>A part of it is signed; not checked</source>
      <translation>Podpisana częściowo; podpisu nie sprawdzono</translation>
    </message>
    <message>
      <source>{domain} names a server elsewhere: {servers}.</source>
      <translation>{domain} wskazuje serwer gdzie indziej: {servers}.</translation>
    </message>
    <message>
      <source>It was entered below. If your provider uses it, sign in once more.</source>
      <translation>Wpisano go poniżej. Jeśli Twój dostawca go używa, zaloguj się jeszcze raz.</translation>
    </message>
    <message>
      <source>No {protocol} server was found for {address}.</source>
      <translation>Nie znaleziono serwera {protocol} dla {address}.</translation>
    </message>
    <message>
      <source>Enter the servers; your provider's help names them.</source>
      <translation>Wpisz serwery; podaje je pomoc Twojego dostawcy poczty.</translation>
    </message>
    <message>
      <source>Moved mail is still in {folder}, too, marked as deleted: {server} can only remove all that is marked, and others marked messages there.</source>
      <translation>Przeniesione e-maile są nadal także w folderze {folder}, oznaczone jako usunięte: {server} umie usunąć tylko wszystko, co oznaczono, a oznaczali tam wiadomości też inni.</translation>
    </message>
    <message numerus="yes">
      <source>{server} wants to send %n bytes at once.</source>
      <translation>
        <numerusform>Serwer {server} chce wysłać naraz %n bajt.</numerusform>
        <numerusform>Serwer {server} chce wysłać naraz %n bajty.</numerusform>
        <numerusform>Serwer {server} chce wysłać naraz %n bajtów.</numerusform>
      </translation>
    </message>
    <message>
      <source>{server} does not speak IMAP here: {reason}.</source>
      <translation>Serwer {server} nie mówi tu IMAP: {reason}.</translation>
    </message>
    <message>
      <source>{server} says: {words}</source>
      <translation>Serwer {server} odpowiada: {words}</translation>
    </message>
    <message>
      <source>{folder} is not read. {words}</source>
      <translation>Folder {folder} nie jest czytany. {words}</translation>
    </message>
    <message>
      <source>{server} offers no encryption.</source>
      <translation>Serwer {server} nie oferuje szyfrowania.</translation>
    </message>
    <message>
      <source>Nothing was sent to it. Try TLS from the start, or another network.</source>
      <translation>Nic do niego nie wysłano. Spróbuj TLS od początku albo innej sieci.</translation>
    </message>
    <message>
      <source>Check the user name and the password of the account.</source>
      <translation>Sprawdź nazwę użytkownika i hasło konta.</translation>
    </message>
    <message>
      <source>{server} takes no passwords here.</source>
      <translation>Serwer {server} nie przyjmuje tu haseł.</translation>
    </message>
    <message>
      <source>{server} offers no way to sign in.</source>
      <translation>Serwer {server} nie oferuje żadnego sposobu logowania.</translation>
    </message>
    <message>
      <source>{server} takes no addresses with letters outside ASCII.</source>
      <translation>Serwer {server} nie przyjmuje adresów z literami spoza ASCII.</translation>
    </message>
    <message>
      <source>The message has {size} MB; {server} takes {most} MB.</source>
      <translation>Wiadomość ma {size} MB; serwer {server} przyjmuje {most} MB.</translation>
    </message>
    <message>
      <source>Send large files in another way.</source>
      <translation>Wyślij duże pliki innym sposobem.</translation>
    </message>
    <message>
      <source>{server} does not speak SMTP here.</source>
      <translation>Serwer {server} nie mówi tu SMTP.</translation>
    </message>
    <message>
      <source>“{address}” is no address.</source>
      <translation>„{address}” nie jest adresem.</translation>
    </message>
    <message>
      <source>{server} said something in the clear where encryption begins.</source>
      <translation>Serwer {server} przesłał coś otwartym tekstem tam, gdzie zaczyna się szyfrowanie.</translation>
    </message>
    <message>
      <source>Somebody may be between you and the server. Use another network, or TLS from the start.</source>
      <translation>Ktoś może być między Tobą a serwerem. Użyj innej sieci albo TLS od początku.</translation>
    </message>
    <message>
      <source>{server} sends a line without an end.</source>
      <translation>Serwer {server} wysyła wiersz bez końca.</translation>
    </message>
    <message>
      <source>{server} closed the connection.</source>
      <translation>Serwer {server} zamknął połączenie.</translation>
    </message>
    <message>
      <source>{server} stopped answering.</source>
      <translation>Serwer {server} przestał odpowiadać.</translation>
    </message>
    <message>
      <source>The connection to {server} was ended.</source>
      <translation>Połączenie z {server} zostało zakończone.</translation>
    </message>
    <message>
      <source>The server {server} is not known: {reason}.</source>
      <translation>Serwer {server} jest nieznany: {reason}.</translation>
    </message>
    <message>
      <source>Check its name in the account's settings, and the network.</source>
      <translation>Sprawdź jego nazwę w ustawieniach konta oraz sieć.</translation>
    </message>
    <message>
      <source>{server} cannot be reached at port {port}: {reason}.</source>
      <translation>Serwer {server} jest nieosiągalny na porcie {port}: {reason}.</translation>
    </message>
    <message>
      <source>The certificate of {server} is not trusted: {reason}.</source>
      <translation>Certyfikat {server} nie jest zaufany: {reason}.</translation>
    </message>
    <message>
      <source>Nothing was sent. Ask whoever runs the server, or somebody is between you and it.</source>
      <translation>Nic nie wysłano. Zapytaj osobę odpowiedzialną za serwer; może też ktoś być między Tobą a nim.</translation>
    </message>
    <message>
      <source>The connection to {server} broke: {reason}.</source>
      <translation>Połączenie z {server} zostało zerwane: {reason}.</translation>
    </message>
    <message>
      <source>no answer</source>
      <translation>brak odpowiedzi</translation>
    </message>
    <message>
      <source>The certificate file {file} cannot be used.</source>
      <translation>Nie można użyć pliku certyfikatu {file}.</translation>
    </message>
    <message>
      <source>Give a PEM file with the certificate of the authority, or none.</source>
      <translation>Podaj plik PEM z certyfikatem urzędu albo żaden.</translation>
    </message>
    <message>
      <source>It is too long to be shown whole; all of it is in the original</source>
      <translation>Jest za długa, by pokazać całość; wszystko jest w oryginale</translation>
    </message>
    <message>
      <source>Original message</source>
      <translation>Oryginalna wiadomość</translation>
    </message>
    <message>
      <source>{address} is not asked without encryption.</source>
      <translation>Bez szyfrowania nie łączymy się z {address}.</translation>
    </message>
    <message>
      <source>{server} cannot be reached: {reason}.</source>
      <translation>Serwer {server} jest nieosiągalny: {reason}.</translation>
    </message>
    <message>
      <source>It is not said whom this mail is for.</source>
      <translation>Nie podano, do kogo jest ten e-mail.</translation>
    </message>
    <message>
      <source>Give at least one recipient.</source>
      <translation>Podaj co najmniej jednego odbiorcę.</translation>
    </message>
    <message>
      <source>This mail would have {size} MB; the mail server takes {limit} MB.</source>
      <translation>Ten e-mail miałby {size} MB; serwer poczty przyjmuje {limit} MB.</translation>
    </message>
    <message>
      <source>Leave files out, or send them one by one.</source>
      <translation>Usuń część plików albo wyślij je po jednym.</translation>
    </message>
    <message>
      <source>{address} is not where it came from</source>
      <translation>Wiadomość nie przyszła z {address}</translation>
    </message>
    <message>
      <source>Its author may not be who it seems</source>
      <translation>Autor może się podszywać</translation>
    </message>
    <message>
      <source>Not on the last mail: {addresses}</source>
      <translation>Spoza ostatniego e-maila: {addresses}</translation>
    </message>
    <message>
      <source>Left out, but on the last mail: {addresses}</source>
      <translation>Pominięci z ostatniego e-maila: {addresses}</translation>
    </message>
    <message numerus="yes">
      <source>{addresses} and %n more</source>
      <translation>
        <numerusform>{addresses} i jeszcze %n</numerusform>
        <numerusform>{addresses} i jeszcze %n</numerusform>
        <numerusform>{addresses} i jeszcze %n</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>A mail goes to %n people at most.</source>
      <translation>
        <numerusform>E-mail może iść najwyżej do %n osoby.</numerusform>
        <numerusform>E-mail może iść najwyżej do %n osób.</numerusform>
        <numerusform>E-mail może iść najwyżej do %n osób.</numerusform>
      </translation>
    </message>
    <message>
      <source>“{address}” has no domain that exists.</source>
      <translation>Domena w „{address}” nie istnieje.</translation>
    </message>
    <message>
      <source>“{address}” is too long for an address.</source>
      <translation>„{address}” jest za długie jak na adres.</translation>
    </message>
    <message>
      <source>“{address}” ends too soon: its domain has no ending.</source>
      <translation>„{address}” urywa się: jego domena nie ma końcówki.</translation>
    </message>
    <message>
      <source>Write the whole address, as in anna@shop.example.</source>
      <translation>Wpisz cały adres, np. anna@shop.example.</translation>
    </message>
    <message>
      <source>“{address}” is no mail address.</source>
      <translation>„{address}” nie jest adresem e-mail.</translation>
    </message>
    <message>
      <source>“{name}” has no mail address.</source>
      <translation>„{name}” nie ma adresu e-mail.</translation>
    </message>
    <message>
      <source>Write name@domain, several of them parted by commas.</source>
      <translation>Wpisz nazwa@domena, kilka rozdziel przecinkami.</translation>
    </message>
    <message>
      <source>Service</source>
      <translation>Obsługa</translation>
    </message>
    <message>
      <source>Queues of addresses</source>
      <translation>Kolejki adresów</translation>
    </message>
    <message>
      <source>Lines such as sales@shop.example Sales, for what is not for the account's own queue.</source>
      <translation>Wiersze jak sales@shop.example Sprzedaż, dla poczty spoza własnej kolejki konta.</translation>
    </message>
    <message>
      <source>Answer within</source>
      <translation>Odpowiedź w ciągu</translation>
    </message>
    <message>
      <source>hours</source>
      <translation>godz.</translation>
    </message>
    <message>
      <source>Work begins on</source>
      <translation>Praca od</translation>
    </message>
    <message>
      <source>A day, such as 2026-11-01: what was written earlier is history, and no work. Empty: all is work.</source>
      <translation>Dzień, np. 2026-11-01: to, co napisano wcześniej, jest historią, a nie pracą. Puste: wszystko jest pracą.</translation>
    </message>
    <message>
      <source>Automatic answers</source>
      <translation>Odpowiedzi automatyczne</translation>
    </message>
    <message>
      <source>Outside business hours</source>
      <translation>Poza godzinami pracy</translation>
    </message>
    <message>
      <source>Sent once a day to who writes while nobody is there, never to robots or lists. Empty: none. A line “[pl]” begins the text in Polish. Filled in: {places}.</source>
      <translation>Wysyłana raz dziennie, gdy ktoś pisze pod nieobecność wszystkich, nigdy do automatów ani na listy. Puste: brak. Wiersz „[pl]” zaczyna tekst po polsku. Wstawiane: {places}.</translation>
    </message>
    <message>
      <source>When a conversation begins</source>
      <translation>Na początku konwersacji</translation>
    </message>
    <message>
      <source>Confirms a first message, with the number of its case and by when it is answered. Empty: none.</source>
      <translation>Potwierdza pierwszą wiadomość, z numerem sprawy i terminem odpowiedzi. Puste: brak.</translation>
    </message>
    <message>
      <source>Business hours</source>
      <translation>Godziny pracy</translation>
    </message>
    <message>
      <source>Lines such as mon-fri 9:00-17:00; only these count. Empty: day and night.</source>
      <translation>Wiersze jak mon-fri 9:00-17:00; liczą się tylko te. Puste: całą dobę.</translation>
    </message>
    <message>
      <source>Holidays</source>
      <translation>Dni wolne</translation>
    </message>
    <message>
      <source>Days that do not count: 2026-12-24, or 12-25 for each year.</source>
      <translation>Dni, które się nie liczą: 2026-12-24 albo 12-25, jeśli co roku.</translation>
    </message>
    <message>
      <source>Time zone</source>
      <translation>Strefa czasowa</translation>
    </message>
    <message>
      <source>Of these hours, such as Europe/Warsaw. Empty: that of the machine that receives.</source>
      <translation>Tych godzin, np. Europe/Warsaw. Puste: strefa komputera, który odbiera.</translation>
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
      <source>serve the written channels without a window</source>
      <translation>obsługuj kanały pisemne bez okna</translation>
    </message>
    <message>
      <source>FILE</source>
      <translation>PLIK</translation>
    </message>
    <message>
      <source>passwords from a file that only you may read, not the keyring</source>
      <translation>hasła z pliku, który możesz czytać tylko Ty, a nie z pęku kluczy</translation>
    </message>
    <message>
      <source>ACCOUNT</source>
      <translation>KONTO</translation>
    </message>
    <message>
      <source>ask for the password of this account, keep it, and end</source>
      <translation>zapytaj o hasło tego konta, zachowaj je i zakończ</translation>
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
      <source>find what was said and written, by its words</source>
      <translation>szukaj słów w rozmowach i wiadomościach</translation>
    </message>
    <message>
      <source>WORD</source>
      <translation>SŁOWO</translation>
    </message>
    <message>
      <source>all of them; the last may be a beginning</source>
      <translation>wszystkie; ostatnie może być początkiem słowa</translation>
    </message>
    <message>
      <source>NUMBER</source>
      <translation>LICZBA</translation>
    </message>
    <message>
      <source>at most so many</source>
      <translation>najwyżej tyle</translation>
    </message>
    <message>
      <source>CHANNEL</source>
      <translation>KANAŁ</translation>
    </message>
    <message>
      <source>only of this channel: {channels}</source>
      <translation>tylko z tego kanału: {channels}</translation>
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
      <source>Nothing was found.</source>
      <translation>Nic nie znaleziono.</translation>
    </message>
    <message>
      <source>“{name}” has no password.</source>
      <translation>Konto „{name}” nie ma hasła.</translation>
    </message>
    <message>
      <source>Open {address} and type the code {code}.</source>
      <translation>Otwórz {address} i wpisz kod {code}.</translation>
    </message>
    <message>
      <source>If no browser opens, open {address} on this computer.</source>
      <translation>Jeśli przeglądarka się nie otworzy, otwórz {address} na tym komputerze.</translation>
    </message>
    <message>
      <source>{label} of {name}: </source>
      <translation>{label} ({name}): </translation>
    </message>
    <message>
      <source>There is no account “{name}”.</source>
      <translation>Nie ma konta „{name}”.</translation>
    </message>
    <message>
      <source>“{name}” are several.</source>
      <translation>Kont „{name}” jest kilka.</translation>
    </message>
    <message>
      <source>Those in the store: {names}.</source>
      <translation>W magazynie są: {names}.</translation>
    </message>
    <message>
      <source>Set one up at a desk first.</source>
      <translation>Najpierw załóż je na stanowisku.</translation>
    </message>
    <message>
      <source>This system has no keyring that keeps passwords safe.</source>
      <translation>W tym systemie nie ma pęku kluczy, który bezpiecznie przechowa hasła.</translation>
    </message>
    <message>
      <source>Name a file that only you may read: --secrets-file FILE</source>
      <translation>Podaj plik, który możesz czytać tylko Ty: --secrets-file PLIK</translation>
    </message>
    <message>
      <source>Reading</source>
      <translation>Odczyt</translation>
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
      <source>A known customer</source>
      <translation>Znany klient</translation>
    </message>
    <message>
      <source>Somebody new</source>
      <translation>Ktoś nowy</translation>
    </message>
    <message>
      <source>A newsletter that spies</source>
      <translation>Newsletter, który szpieguje</translation>
    </message>
    <message>
      <source>A swindler in your name</source>
      <translation>Oszust w Twoim imieniu</translation>
    </message>
    <message>
      <source>Only in the demo: let somebody write a mail ({keys})</source>
      <translation>Tylko w wersji pokazowej: niech ktoś napisze e-mail ({keys})</translation>
    </message>
    <message>
      <source>Write to me</source>
      <translation>Napisz do mnie</translation>
    </message>
    <message>
      <source>Nobody in this small world is of that kind.</source>
      <translation>W tym małym świecie nikogo takiego nie ma.</translation>
    </message>
    <message>
      <source>The demo keeps no passwords.</source>
      <translation>Wersja pokazowa nie przechowuje haseł.</translation>
    </message>
    <message>
      <source>This is a demo: nothing in it is real, and no call or mail leaves this computer.</source>
      <translation>To wersja pokazowa: nic w niej nie jest prawdziwe i żadna rozmowa ani e-mail nie opuszcza tego komputera.</translation>
    </message>
    <message>
      <source>“Ring me” and “Write to me” at the top, or Ctrl+Alt+1 to 9, let a customer call and write.</source>
      <translation>„Zadzwoń do mnie” i „Napisz do mnie” u góry albo Ctrl+Alt+1 do 9: klient zadzwoni lub napisze.</translation>
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
      <source>Nothing is known to fill in for {name}.</source>
      <translation>Nie wiadomo, co wstawić za {name}.</translation>
    </message>
    <message>
      <source>Automatic answers know {names}.</source>
      <translation>Odpowiedzi automatyczne znają {names}.</translation>
    </message>
    <message>
      <source>The text for out of hours is never sent: there are no business hours.</source>
      <translation>Tekst poza godzinami pracy nigdy nie wyjdzie: nie ma godzin pracy.</translation>
    </message>
    <message>
      <source>Say when somebody is there, or leave the text out.</source>
      <translation>Podaj, kiedy ktoś jest, albo usuń tekst.</translation>
    </message>
    <message>
      <source>The customer's name</source>
      <translation>Nazwa klienta</translation>
    </message>
    <message>
      <source>The customer's first name</source>
      <translation>Imię klienta</translation>
    </message>
    <message>
      <source>The customer's organisation</source>
      <translation>Organizacja klienta</translation>
    </message>
    <message>
      <source>Your name</source>
      <translation>Twoje imię i nazwisko</translation>
    </message>
    <message>
      <source>The number of the order it is about, else of the newest</source>
      <translation>Numer omawianego zamówienia, a bez niego najnowszego</translation>
    </message>
    <message>
      <source>The number of the case</source>
      <translation>Numer sprawy</translation>
    </message>
    <message>
      <source>The queue</source>
      <translation>Kolejka</translation>
    </message>
    <message>
      <source>The subject</source>
      <translation>Temat</translation>
    </message>
    <message>
      <source>Today's date, in the language of the text</source>
      <translation>Dzisiejsza data, w języku tekstu</translation>
    </message>
    <message>
      <source>“{line}” is no day: write 2026-12-24, or 12-25 for each year.</source>
      <translation>„{line}” nie jest dniem: wpisz 2026-12-24 albo 12-25, jeśli co roku.</translation>
    </message>
    <message>
      <source>“{line}” ends before it begins: write a night as two lines, fri 22:00-24:00 and sat 0:00-6:00.</source>
      <translation>„{line}” kończy się, zanim się zacznie: zapisz noc w dwóch wierszach, fri 22:00-24:00 i sat 0:00-6:00.</translation>
    </message>
    <message>
      <source>“{line}” is not understood: write mon-fri 9:00-17:00.</source>
      <translation>„{line}” jest niezrozumiałe: wpisz np. mon-fri 9:00-17:00.</translation>
    </message>
    <message>
      <source>There is no time zone “{name}”: write one such as Europe/Warsaw.</source>
      <translation>Nie ma strefy czasowej „{name}”: wpisz np. Europe/Warsaw.</translation>
    </message>
    <message>
      <source>“{line}” is no day: write one such as 2026-11-01.</source>
      <translation>„{line}” nie jest dniem: wpisz np. 2026-11-01.</translation>
    </message>
    <message>
      <source>The password is not known here. Enter it again in the settings.</source>
      <translation>Hasło nie jest tu znane. Wpisz je ponownie w ustawieniach.</translation>
    </message>
    <message>
      <source>Receiving failed by a fault of Parley; it is tried again.</source>
      <translation>Odbiór się nie udał z winy Parley; trwa ponawianie.</translation>
    </message>
    <message>
      <source>The file of secrets cannot be read: {reason}.</source>
      <translation>Nie można odczytać pliku z hasłami: {reason}.</translation>
    </message>
    <message>
      <source>Make {file}, with {{}} in it, readable by its owner alone.</source>
      <translation>Utwórz {file} z treścią {{}}, czytelny tylko dla właściciela.</translation>
    </message>
    <message>
      <source>The file of secrets is no JSON of names and texts: {file}.</source>
      <translation>Plik z hasłami nie jest JSON-em z nazwami i tekstami: {file}.</translation>
    </message>
    <message>
      <source>It looks like {example}.</source>
      <translation>Wygląda tak: {example}.</translation>
    </message>
    <message>
      <source>The file of secrets cannot be written: {reason}.</source>
      <translation>Nie można zapisać pliku z hasłami: {reason}.</translation>
    </message>
    <message>
      <source>Check that there is room and that its folder may be written to: {folder}</source>
      <translation>Sprawdź, czy jest miejsce i czy wolno zapisywać w jego folderze: {folder}</translation>
    </message>
    <message>
      <source>Others may read the file of secrets, so it is not used: {file}.</source>
      <translation>Plik z hasłami mogą czytać inni, więc nie jest używany: {file}.</translation>
    </message>
    <message>
      <source>Run: chmod 600 {file}</source>
      <translation>Uruchom: chmod 600 {file}</translation>
    </message>
    <message>
      <source>Sending failed by a fault of Parley; it is tried again.</source>
      <translation>Wysyłanie się nie udało z winy Parley; trwa ponawianie.</translation>
    </message>
    <message>
      <source>The connection ended before the server said whether it took the message; it is asked.</source>
      <translation>Połączenie się urwało, zanim serwer powiedział, czy przyjął wiadomość; trwa sprawdzanie.</translation>
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
      <source>The store was left as it was.</source>
      <translation>Magazyn pozostawiono bez zmian.</translation>
    </message>
    <message>
      <source>It is brought up to date at the next start.</source>
      <translation>Zostanie zaktualizowany przy następnym uruchomieniu.</translation>
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
      <source>“{name}” cannot be reached: {words}</source>
      <translation>Nie można połączyć się z „{name}”: {words}</translation>
    </message>
    <message>
      <source>New mail comes, and letters leave, when it can. It is tried again by itself.</source>
      <translation>Nowa poczta nadejdzie, a listy wyjdą, gdy to się uda. Kolejne próby następują same.</translation>
    </message>
    <message>
      <source>“{name}” cannot sign in: {words}</source>
      <translation>Konto „{name}” nie może się zalogować: {words}</translation>
    </message>
    <message>
      <source>Sign in again</source>
      <translation>Zaloguj ponownie</translation>
    </message>
    <message>
      <source>“{name}”: {words}</source>
      <translation>„{name}”: {words}</translation>
    </message>
    <message>
      <source>Another message of this conversation is being forwarded already.</source>
      <translation>Przekazujesz już inną wiadomość z tej konwersacji.</translation>
    </message>
    <message>
      <source>Send that, or throw it away, first.</source>
      <translation>Najpierw ją wyślij albo wyrzuć.</translation>
    </message>
    <message>
      <source>{name} answered since you began to write, and you answered too.</source>
      <translation>Odkąd piszesz, odpowiedziano już: {name}. Twoja odpowiedź też poszła.</translation>
    </message>
    <message>
      <source>Yours can be taken back as long as it waits in the outbox.</source>
      <translation>Można ją cofnąć, dopóki czeka na liście „Do wysłania”.</translation>
    </message>
    <message>
      <source>Both are kept. The other words are listed under the drafts, and can be put above these.</source>
      <translation>Zachowano jedno i drugie. Tamte słowa są na liście pod szkicami i można je wstawić nad tymi.</translation>
    </message>
    <message>
      <source>Put them above</source>
      <translation>Wstaw powyżej</translation>
    </message>
    <message>
      <source>That was not sent. It is kept, and listed under the drafts.</source>
      <translation>Tego nie wysłano. Zostało zachowane i jest na liście szkiców.</translation>
    </message>
    <message>
      <source>Go on with it</source>
      <translation>Kontynuuj</translation>
    </message>
    <message>
      <source>You wrote here at another desk too: “{words}”</source>
      <translation>Piszesz to też na innym stanowisku: „{words}”</translation>
    </message>
    <message>
      <source>{agent} took it a moment before you.</source>
      <translation>Przejęte chwilę wcześniej przez: {agent}.</translation>
    </message>
    <message>
      <source>What you see may be old. What you write is kept, and saved as soon as it does.</source>
      <translation>To, co widać, może być nieaktualne. To, co piszesz, jest zachowane i zapisze się, gdy tylko odpowie.</translation>
    </message>
    <message>
      <source>The store does not answer.</source>
      <translation>Magazyn nie odpowiada.</translation>
    </message>
    <message>
      <source>This message is not kept as it came.</source>
      <translation>Tej wiadomości nie zachowano w oryginalnej postaci.</translation>
    </message>
    <message>
      <source>Merged with “{subject}”</source>
      <translation>Połączono z „{subject}”</translation>
    </message>
    <message>
      <source>“{subject}” is a conversation of its own again</source>
      <translation>„{subject}” jest znów osobną konwersacją</translation>
    </message>
    <message>
      <source>“{subject}” is a conversation of its own now</source>
      <translation>„{subject}” jest teraz osobną konwersacją</translation>
    </message>
    <message>
      <source>“{subject}” was parted by a colleague a moment before you.</source>
      <translation>Ktoś inny rozdzielił „{subject}” chwilę przed Tobą.</translation>
    </message>
    <message>
      <source>It begins with this message: nothing would be left.</source>
      <translation>Zaczyna się od tej wiadomości: nic by nie zostało.</translation>
    </message>
    <message>
      <source>“{subject}” was merged by a colleague a moment before you.</source>
      <translation>Ktoś inny połączył „{subject}” chwilę przed Tobą.</translation>
    </message>
    <message>
      <source>{agent} has it already.</source>
      <translation>Ma to już: {agent}.</translation>
    </message>
    <message>
      <source>taken</source>
      <translation>przejęto</translation>
    </message>
    <message>
      <source>given to {name}</source>
      <translation>zajmie się tym {name}</translation>
    </message>
    <message>
      <source>put back</source>
      <translation>oddano do kolejki</translation>
    </message>
    <message>
      <source>moved to {queue}</source>
      <translation>przeniesiono do kolejki {queue}</translation>
    </message>
    <message>
      <source>left for later</source>
      <translation>odłożono</translation>
    </message>
    <message>
      <source>back in the list</source>
      <translation>znów na liście</translation>
    </message>
    <message>
      <source>priority changed</source>
      <translation>zmieniono priorytet</translation>
    </message>
    <message>
      <source>closed</source>
      <translation>zamknięte</translation>
    </message>
    <message>
      <source>tagged {tags}</source>
      <translation>nadano etykiety: {tags}</translation>
    </message>
    <message>
      <source>no longer tagged {tags}</source>
      <translation>zdjęto etykiety: {tags}</translation>
    </message>
    <message>
      <source>{name} closed it as “{result}” a moment before you.</source>
      <translation>Zamknięte chwilę wcześniej przez: {name}, z wynikiem „{result}”.</translation>
    </message>
    <message>
      <source>That stands. Your result is kept beside it, above the conversation.</source>
      <translation>Ten wynik obowiązuje. Twój zachowano obok, nad konwersacją.</translation>
    </message>
    <message>
      <source>To {name}: {words}</source>
      <translation>Do: {name} – {words}</translation>
    </message>
    <message numerus="yes">
      <source>%n conversations: {what}</source>
      <translation>
        <numerusform>%n konwersacja: {what}</numerusform>
        <numerusform>%n konwersacje: {what}</numerusform>
        <numerusform>%n konwersacji: {what}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Colleagues were faster with %n of them.</source>
      <translation>
        <numerusform>Ktoś inny był szybszy przy %n z nich.</numerusform>
        <numerusform>Ktoś inny był szybszy przy %n z nich.</numerusform>
        <numerusform>Ktoś inny był szybszy przy %n z nich.</numerusform>
      </translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>Cofnij</translation>
    </message>
    <message>
      <source>It cannot be taken back any more: somebody went on with it.</source>
      <translation>Nie można już tego cofnąć: ktoś pracował nad tym dalej.</translation>
    </message>
    <message numerus="yes">
      <source>%n cannot be taken back any more: somebody went on with them.</source>
      <translation>
        <numerusform>%n nie można już cofnąć: ktoś pracował nad nią dalej.</numerusform>
        <numerusform>%n nie można już cofnąć: ktoś pracował nad nimi dalej.</numerusform>
        <numerusform>%n nie można już cofnąć: ktoś pracował nad nimi dalej.</numerusform>
      </translation>
    </message>
    <message>
      <source>the customer</source>
      <translation>klient</translation>
    </message>
    <message>
      <source>The customer wrote before your message to {who} was due, so it was not sent.</source>
      <translation>Klient napisał, zanim nadszedł czas wysłania Twojej wiadomości ({who}), więc jej nie wysłano.</translation>
    </message>
    <message>
      <source>Read what they wrote, then send it all the same or take it back.</source>
      <translation>Przeczytaj, co napisał, a potem mimo to wyślij ją lub wycofaj.</translation>
    </message>
    <message>
      <source>Send it now</source>
      <translation>Wyślij teraz</translation>
    </message>
    <message>
      <source>Your message to {who} was not sent. It is kept.</source>
      <translation>Nie wysłano wiadomości do: {who}. Zachowano ją.</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>Spróbuj ponownie</translation>
    </message>
    <message>
      <source>Nothing can be written to the customer on this channel.</source>
      <translation>Tym kanałem nie można pisać do klienta.</translation>
    </message>
    <message>
      <source>Write on another channel, or add an account of this one in the settings.</source>
      <translation>Napisz innym kanałem albo dodaj konto tego kanału w ustawieniach.</translation>
    </message>
    <message>
      <source>Nothing can be answered on this channel.</source>
      <translation>W tym kanale nie można odpowiadać.</translation>
    </message>
    <message>
      <source>On this channel only the customer can begin.</source>
      <translation>W tym kanale zacząć może tylko klient.</translation>
    </message>
    <message>
      <source>This channel takes no files.</source>
      <translation>Ten kanał nie przyjmuje plików.</translation>
    </message>
    <message>
      <source>Too long for this channel: {count} of {most} characters.</source>
      <translation>Za długie dla tego kanału: {count} z {most} znaków.</translation>
    </message>
    <message>
      <source>The customer wrote too long ago: on this channel one can answer for {hours} hours.</source>
      <translation>Klient pisał zbyt dawno: w tym kanale można odpowiadać przez {hours} godz.</translation>
    </message>
    <message>
      <source>There is no account to send this from.</source>
      <translation>Nie ma konta, z którego można to wysłać.</translation>
    </message>
    <message>
      <source>Add or switch on an account in the settings.</source>
      <translation>Dodaj lub włącz konto w ustawieniach.</translation>
    </message>
    <message>
      <source>The earlier text was thrown away.</source>
      <translation>Wyrzucono wcześniejszy tekst.</translation>
    </message>
    <message>
      <source>The draft to {name} was thrown away.</source>
      <translation>Wyrzucono szkic do: {name}.</translation>
    </message>
    <message>
      <source>The draft was thrown away.</source>
      <translation>Wyrzucono szkic.</translation>
    </message>
    <message>
      <source>Letters to {address} came back</source>
      <translation>Wiadomości do {address} wróciły</translation>
    </message>
    <message>
      <source>{name} gets no more mailings.</source>
      <translation>{name} nie dostanie więcej mailingów.</translation>
    </message>
    <message>
      <source>“{title}” was not carried out: a colleague closed the conversation before.</source>
      <translation>„{title}” nie wykonano: ktoś inny wcześniej zamknął konwersację.</translation>
    </message>
    <message>
      <source>“{title}” was carried out.</source>
      <translation>Wykonano „{title}”.</translation>
    </message>
    <message numerus="yes">
      <source>“{title}” was carried out on %n conversations.</source>
      <translation>
        <numerusform>Wykonano „{title}” na %n konwersacji.</numerusform>
        <numerusform>Wykonano „{title}” na %n konwersacjach.</numerusform>
        <numerusform>Wykonano „{title}” na %n konwersacjach.</numerusform>
      </translation>
    </message>
    <message>
      <source>It stays open: how it ended has to be chosen.</source>
      <translation>Konwersacja pozostaje otwarta: trzeba wybrać jej wynik.</translation>
    </message>
    <message numerus="yes">
      <source>%n mailings are for you to look at before they go out.</source>
      <translation>
        <numerusform>%n mailing czeka na Twoje sprawdzenie przed wysłaniem.</numerusform>
        <numerusform>%n mailingi czekają na Twoje sprawdzenie przed wysłaniem.</numerusform>
        <numerusform>%n mailingów czeka na Twoje sprawdzenie przed wysłaniem.</numerusform>
      </translation>
    </message>
    <message>
      <source>“{subject}” by {author}. Look at it under Customers, Mailings.</source>
      <translation>„{subject}”, autor: {author}. Do sprawdzenia w: Klienci, Mailingi.</translation>
    </message>
    <message>
      <source>{name} declined your mailing “{subject}”.</source>
      <translation>{name}: odrzucono Twój mailing „{subject}”.</translation>
    </message>
    <message>
      <source>Nobody gets it. It is kept under Customers, Mailings.</source>
      <translation>Nikt go nie dostanie. Jest zachowany w: Klienci, Mailingi.</translation>
    </message>
    <message>
      <source>The subject or the text is missing.</source>
      <translation>Brakuje tematu lub tekstu.</translation>
    </message>
    <message>
      <source>Two of the texts are in the same language.</source>
      <translation>Dwa teksty są w tym samym języku.</translation>
    </message>
    <message>
      <source>Choose another, or take one out.</source>
      <translation>Wybierz inny albo usuń jeden z nich.</translation>
    </message>
    <message>
      <source>A mailing knows {names}.</source>
      <translation>Mailing zna {names}.</translation>
    </message>
    <message>
      <source>The view “{name}” was removed.</source>
      <translation>Usunięto widok „{name}”.</translation>
    </message>
    <message>
      <source>“{typed}” is no number or address.</source>
      <translation>„{typed}” to ani numer, ani adres.</translation>
    </message>
    <message>
      <source>The file could not be saved: {reason}</source>
      <translation>Nie udało się zapisać pliku: {reason}</translation>
    </message>
    <message>
      <source>Attach it again; the text was kept.</source>
      <translation>Dołącz ponownie; tekst zachowano.</translation>
    </message>
    <message>
      <source>Parley ended before {names} could be read: not in the draft.</source>
      <translation>Parley zakończył pracę, zanim udało się odczytać: {names}. Nie ma tego w szkicu.</translation>
    </message>
    <message>
      <source>Parley ended before {names} could be read: not in “{title}”.</source>
      <translation>Parley zakończył pracę, zanim udało się odczytać: {names}. Nie ma tego w „{title}”.</translation>
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
      <source>Messages</source>
      <translation>Wiadomości</translation>
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
      <source>Take back a sent message within</source>
      <translation>Wysłaną wiadomość można cofnąć przez</translation>
    </message>
    <message>
      <source>It leaves when this time is over, not before.</source>
      <translation>Wychodzi dopiero po upływie tego czasu.</translation>
    </message>
    <message>
      <source>As colleagues see it in the history. Empty: your log-in name.</source>
      <translation>Tak widzą Cię inni w historii. Puste: nazwa logowania.</translation>
    </message>
    <message>
      <source>Your queues</source>
      <translation>Twoje kolejki</translation>
    </message>
    <message>
      <source>Their written work is your team's. Empty: every queue.</source>
      <translation>Ich praca pisemna należy do Twojego zespołu. Puste: wszystkie kolejki.</translation>
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
      <source>Something in Parley failed that should not.</source>
      <translation>W Parley zawiodło coś, co nie powinno.</translation>
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
      <source>A letter of it is being sent.</source>
      <translation>Jeden z listów jest właśnie wysyłany.</translation>
    </message>
    <message>
      <source>Try it again in a moment.</source>
      <translation>Spróbuj ponownie za chwilę.</translation>
    </message>
    <message>
      <source>Somebody without an address</source>
      <translation>Ktoś bez adresu</translation>
    </message>
    <message>
      <source>{address} was not in this conversation before</source>
      <translation>{address}: wcześniej poza tą konwersacją</translation>
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
    <message numerus="yes">
      <source>This would go to %n people who take no part in the conversation.</source>
      <translation>
        <numerusform>Poszłoby to do %n osoby spoza tej konwersacji.</numerusform>
        <numerusform>Poszłoby to do %n osób spoza tej konwersacji.</numerusform>
        <numerusform>Poszłoby to do %n osób spoza tej konwersacji.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>What goes to more than %n needs a second pair of eyes: write it under Customers, Mailings.</source>
      <translation>
        <numerusform>Wysyłkę do więcej niż %n osoby musi sprawdzić druga osoba: napisz ją w: Klienci, Mailingi.</numerusform>
        <numerusform>Wysyłkę do więcej niż %n osób musi sprawdzić druga osoba: napisz ją w: Klienci, Mailingi.</numerusform>
        <numerusform>Wysyłkę do więcej niż %n osób musi sprawdzić druga osoba: napisz ją w: Klienci, Mailingi.</numerusform>
      </translation>
    </message>
    <message>
      <source>Nobody would get it.</source>
      <translation>Nikt by go nie dostał.</translation>
    </message>
    <message>
      <source>Choose other customers.</source>
      <translation>Wybierz innych klientów.</translation>
    </message>
    <message>
      <source>Somebody decided on this mailing already.</source>
      <translation>Ktoś już zdecydował o tym mailingu.</translation>
    </message>
    <message>
      <source>You wrote this mailing: somebody else has to look at it.</source>
      <translation>To Twój mailing: musi go sprawdzić ktoś inny.</translation>
    </message>
    <message>
      <source>Ask a colleague to open Mailings.</source>
      <translation>Poproś kogoś z zespołu o otwarcie Mailingów.</translation>
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
      <source>there is no interaction {number}</source>
      <translation>nie ma kontaktu {number}</translation>
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
      <source>nothing is known to fill in for {place}</source>
      <translation>nie wiadomo, co wstawić za {place}</translation>
    </message>
    <message>
      <source>two rows of this title are in the same language</source>
      <translation>dwa wiersze o tym tytule są w tym samym języku</translation>
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
      <source>{when} · sent</source>
      <translation>{when} · wysłano</translation>
    </message>
    <message numerus="yes">
      <source>%n trackers blocked</source>
      <translation>
        <numerusform>%n element śledzący zablokowany</numerusform>
        <numerusform>%n elementy śledzące zablokowane</numerusform>
        <numerusform>%n elementów śledzących zablokowanych</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n quoted lines</source>
      <translation>
        <numerusform>%n wiersz cytatu</numerusform>
        <numerusform>%n wiersze cytatu</numerusform>
        <numerusform>%n wierszy cytatu</numerusform>
      </translation>
    </message>
    <message>
      <source>Look at</source>
      <translation>Obejrzyj</translation>
    </message>
    <message>
      <source>When: {words}</source>
      <translation>Kiedy: {words}</translation>
    </message>
    <message>
      <source>Repeats: {words}</source>
      <translation>Powtarza się: {words}</translation>
    </message>
    <message>
      <source>Where: {words}</source>
      <translation>Gdzie: {words}</translation>
    </message>
    <message>
      <source>From: {words}</source>
      <translation>Od: {words}</translation>
    </message>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>i jeszcze %n</numerusform>
        <numerusform>i jeszcze %n</numerusform>
        <numerusform>i jeszcze %n</numerusform>
      </translation>
    </message>
    <message>
      <source>No subject</source>
      <translation>Bez tematu</translation>
    </message>
    <message>
      <source>Invitation: {title}</source>
      <translation>Zaproszenie: {title}</translation>
    </message>
    <message>
      <source>Cancelled: {title}</source>
      <translation>Odwołano: {title}</translation>
    </message>
    <message>
      <source>Appointment: {title}</source>
      <translation>Spotkanie: {title}</translation>
    </message>
    <message>
      <source>Accepted:</source>
      <translation>Przyjęto:</translation>
    </message>
    <message>
      <source>Declined:</source>
      <translation>Odrzucono:</translation>
    </message>
    <message>
      <source>Perhaps:</source>
      <translation>Być może:</translation>
    </message>
    <message>
      <source>Answered:</source>
      <translation>Odpowiedziano:</translation>
    </message>
    <message numerus="yes">
      <source>%n times</source>
      <translation>
        <numerusform>%n raz</numerusform>
        <numerusform>%n razy</numerusform>
        <numerusform>%n razy</numerusform>
      </translation>
    </message>
    <message>
      <source>until {day}</source>
      <translation>do {day}</translation>
    </message>
    <message numerus="yes">
      <source>every %n days</source>
      <translation>
        <numerusform>codziennie</numerusform>
        <numerusform>co %n dni</numerusform>
        <numerusform>co %n dni</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>every %n weeks</source>
      <translation>
        <numerusform>co tydzień</numerusform>
        <numerusform>co %n tygodnie</numerusform>
        <numerusform>co %n tygodni</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>every %n months</source>
      <translation>
        <numerusform>co miesiąc</numerusform>
        <numerusform>co %n miesiące</numerusform>
        <numerusform>co %n miesięcy</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>every %n years</source>
      <translation>
        <numerusform>co rok</numerusform>
        <numerusform>co %n lata</numerusform>
        <numerusform>co %n lat</numerusform>
      </translation>
    </message>
    <message>
      <source>by a rule of its own</source>
      <translation>według własnej reguły</translation>
    </message>
    <message>
      <source>Address card: {name}</source>
      <translation>Wizytówka: {name}</translation>
    </message>
    <message>
      <source>Nothing is called so</source>
      <translation>Nic się tak nie nazywa</translation>
    </message>
    <message>
      <source>{names} asks you in a note.</source>
      <translation>W notatce pyta Cię {names}.</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Gotowe</translation>
    </message>
    <message>
      <source>Part again</source>
      <translation>Rozdziel</translation>
    </message>
    <message>
      <source>{name} chose “{result}” a moment later ({when}): that did not count.</source>
      <translation>Chwilę później wybrano „{result}”: {name} ({when}). To nie obowiązuje.</translation>
    </message>
    <message>
      <source>Closed as “{result}” by {name} ({when}).</source>
      <translation>Zamknięte z wynikiem „{result}”: {name} ({when}).</translation>
    </message>
    <message>
      <source>Closed as “{result}” ({when}).</source>
      <translation>Zamknięte z wynikiem „{result}” ({when}).</translation>
    </message>
    <message>
      <source>Opened again by {name} ({when}).</source>
      <translation>Otwarte ponownie: {name} ({when}).</translation>
    </message>
    <message>
      <source>Opened again by a message ({when}).</source>
      <translation>Otwarte ponownie przez wiadomość ({when}).</translation>
    </message>
    <message>
      <source>{name} merged “{subject}” with this.</source>
      <translation>{name} łączy z tym „{subject}”.</translation>
    </message>
    <message>
      <source>“{subject}” belongs to this: a message refers to both.</source>
      <translation>„{subject}” należy do tego: jedna wiadomość odnosi się do obu.</translation>
    </message>
    <message>
      <source>Colleagues</source>
      <translation>Zespół</translation>
    </message>
    <message>
      <source>Day</source>
      <translation>Dzień</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Czas</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Anuluj</translation>
    </message>
    <message>
      <source>That is more than a year away</source>
      <translation>To za ponad rok</translation>
    </message>
    <message>
      <source>That moment is past</source>
      <translation>Ta chwila już minęła</translation>
    </message>
    <message>
      <source>That is less than a minute away</source>
      <translation>To za mniej niż minutę</translation>
    </message>
    <message>
      <source>Previous month</source>
      <translation>Poprzedni miesiąc</translation>
    </message>
    <message>
      <source>Next month</source>
      <translation>Następny miesiąc</translation>
    </message>
    <message>
      <source>Give it to</source>
      <translation>Przekaż komu</translation>
    </message>
    <message>
      <source>A colleague or a queue</source>
      <translation>Ktoś z zespołu lub kolejka</translation>
    </message>
    <message>
      <source>A comment for them, as an internal note</source>
      <translation>Komentarz dla nich, jako notatka wewnętrzna</translation>
    </message>
    <message>
      <source>Tags</source>
      <translation>Etykiety</translation>
    </message>
    <message>
      <source>Find a tag, or type a new one</source>
      <translation>Znajdź etykietę lub wpisz nową</translation>
    </message>
    <message>
      <source>No tag yet: type one</source>
      <translation>Nie ma jeszcze etykiet: wpisz pierwszą</translation>
    </message>
    <message>
      <source>Merge with</source>
      <translation>Połącz z</translation>
    </message>
    <message>
      <source>Its subject or customer, or choose below</source>
      <translation>Jej temat lub klient, albo wybierz poniżej</translation>
    </message>
    <message>
      <source>This customer has no other conversation</source>
      <translation>Ten klient nie ma innej konwersacji</translation>
    </message>
    <message>
      <source>nobody has it</source>
      <translation>nieprzypisane</translation>
    </message>
    <message>
      <source>How did it end?</source>
      <translation>Jak się skończyło?</translation>
    </message>
    <message>
      <source>Find a disposition</source>
      <translation>Znajdź wynik</translation>
    </message>
    <message>
      <source>Close without a result</source>
      <translation>Zamknij bez wyniku</translation>
    </message>
    <message>
      <source>It says nothing of how it ended</source>
      <translation>Nic nie mówi o tym, jak się skończyło</translation>
    </message>
    <message>
      <source>Queue</source>
      <translation>Kolejka</translation>
    </message>
    <message>
      <source>{queue} queue</source>
      <translation>kolejka {queue}</translation>
    </message>
    <message>
      <source>For whoever takes it</source>
      <translation>Dla tego, kto przejmie</translation>
    </message>
    <message>
      <source>Nobody: put back</source>
      <translation>Nikt: oddaj do kolejki</translation>
    </message>
    <message>
      <source>Take it away</source>
      <translation>Zdejmij</translation>
    </message>
    <message>
      <source>Tag</source>
      <translation>Etykieta</translation>
    </message>
    <message>
      <source>A new tag</source>
      <translation>Nowa etykieta</translation>
    </message>
    <message>
      <source>Take away the tag {tag}</source>
      <translation>Zdejmij etykietę {tag}</translation>
    </message>
    <message>
      <source>Tag…</source>
      <translation>Etykieta…</translation>
    </message>
    <message>
      <source>More</source>
      <translation>Więcej</translation>
    </message>
    <message>
      <source>Put back</source>
      <translation>Oddaj</translation>
    </message>
    <message>
      <source>Take it</source>
      <translation>Przejmij</translation>
    </message>
    <message>
      <source>Reopen</source>
      <translation>Otwórz ponownie</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Zamknij</translation>
    </message>
    <message>
      <source>Case</source>
      <translation>Sprawa</translation>
    </message>
    <message>
      <source>Case {number}</source>
      <translation>Sprawa {number}</translation>
    </message>
    <message>
      <source>Closed</source>
      <translation>Zamknięte</translation>
    </message>
    <message>
      <source>Nobody has it</source>
      <translation>Nieprzypisane</translation>
    </message>
    <message>
      <source>Assigned to you</source>
      <translation>Przypisane do Ciebie</translation>
    </message>
    <message>
      <source>Assigned to {name}</source>
      <translation>Przypisane: {name}</translation>
    </message>
    <message>
      <source>Print this message…</source>
      <translation>Drukuj tę wiadomość…</translation>
    </message>
    <message>
      <source>Forward this message</source>
      <translation>Przekaż tę wiadomość</translation>
    </message>
    <message>
      <source>Save this message as…</source>
      <translation>Zapisz tę wiadomość jako…</translation>
    </message>
    <message>
      <source>Print the conversation…</source>
      <translation>Drukuj konwersację…</translation>
    </message>
    <message>
      <source>Split off from here on</source>
      <translation>Wydziel od tego miejsca</translation>
    </message>
    <message>
      <source>Print</source>
      <translation>Drukuj</translation>
    </message>
    <message>
      <source>It could not be printed.</source>
      <translation>Nie udało się wydrukować.</translation>
    </message>
    <message>
      <source>Leave out of mailings</source>
      <translation>Pomijaj w mailingach</translation>
    </message>
    <message>
      <source>Take into mailings again</source>
      <translation>Przywróć do mailingów</translation>
    </message>
    <message>
      <source>Leave it until</source>
      <translation>Odłóż na później</translation>
    </message>
    <message>
      <source>Leave it</source>
      <translation>Odłóż</translation>
    </message>
    <message>
      <source>Have it back now</source>
      <translation>Przywróć teraz</translation>
    </message>
    <message>
      <source>Priority</source>
      <translation>Priorytet</translation>
    </message>
    <message>
      <source>Mark as unread</source>
      <translation>Oznacz jako nieprzeczytane</translation>
    </message>
    <message>
      <source>Mark as read</source>
      <translation>Oznacz jako przeczytane</translation>
    </message>
    <message>
      <source>Send now</source>
      <translation>Wyślij teraz</translation>
    </message>
    <message>
      <source>Take back</source>
      <translation>Wycofaj</translation>
    </message>
    <message>
      <source>Send it</source>
      <translation>Wyślij</translation>
    </message>
    <message>
      <source>Conversation</source>
      <translation>Konwersacja</translation>
    </message>
    <message>
      <source>Nothing was said yet</source>
      <translation>Jeszcze nic nie napisano</translation>
    </message>
    <message>
      <source>Write the first message below.</source>
      <translation>Napisz poniżej pierwszą wiadomość.</translation>
    </message>
    <message>
      <source>What was said so far appears here.</source>
      <translation>Tu pojawi się dotychczasowa korespondencja.</translation>
    </message>
    <message>
      <source>{names} is writing to this customer.</source>
      <translation>Do tego klienta pisze teraz: {names}.</translation>
    </message>
    <message>
      <source>{name} answered since you began to write.</source>
      <translation>Odkąd piszesz, odpowiedziano już: {name}.</translation>
    </message>
    <message>
      <source>The store does not answer. What you write is kept and saved as soon as it does.</source>
      <translation>Magazyn nie odpowiada. To, co piszesz, jest zachowane i zapisze się, gdy tylko odpowie.</translation>
    </message>
    <message>
      <source>This conversation cannot be read now</source>
      <translation>Nie można teraz odczytać tej konwersacji</translation>
    </message>
    <message>
      <source>Merge with…</source>
      <translation>Połącz z…</translation>
    </message>
    <message>
      <source>Tags…</source>
      <translation>Etykiety…</translation>
    </message>
    <message>
      <source>Give it to…</source>
      <translation>Przekaż komuś…</translation>
    </message>
    <message>
      <source>Macros…</source>
      <translation>Makra…</translation>
    </message>
    <message>
      <source>Attach files</source>
      <translation>Dołącz pliki</translation>
    </message>
    <message>
      <source>Show pictures</source>
      <translation>Pokaż obrazy</translation>
    </message>
    <message>
      <source>Those who sent it learn that and when it was read.</source>
      <translation>Nadawca dowie się, że i kiedy ją przeczytano.</translation>
    </message>
    <message>
      <source>Fetching the pictures</source>
      <translation>Pobieranie obrazów</translation>
    </message>
    <message numerus="yes">
      <source>%n remote pictures could not be fetched</source>
      <translation>
        <numerusform>Nie udało się pobrać %n zewnętrznego obrazu</numerusform>
        <numerusform>Nie udało się pobrać %n zewnętrznych obrazów</numerusform>
        <numerusform>Nie udało się pobrać %n zewnętrznych obrazów</numerusform>
      </translation>
    </message>
    <message>
      <source>Always from {address}</source>
      <translation>Zawsze od {address}</translation>
    </message>
    <message numerus="yes">
      <source>%n remote pictures blocked</source>
      <translation>
        <numerusform>%n zewnętrzny obraz zablokowany</numerusform>
        <numerusform>%n zewnętrzne obrazy zablokowane</numerusform>
        <numerusform>%n zewnętrznych obrazów zablokowanych</numerusform>
      </translation>
    </message>
    <message>
      <source>Save</source>
      <translation>Zapisz</translation>
    </message>
    <message>
      <source>File of the message</source>
      <translation>Plik z wiadomości</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>Wróć</translation>
    </message>
    <message>
      <source>Save as…</source>
      <translation>Zapisz jako…</translation>
    </message>
    <message>
      <source>Text of the file</source>
      <translation>Tekst pliku</translation>
    </message>
    <message>
      <source>Only the beginning is shown.</source>
      <translation>Pokazano tylko początek.</translation>
    </message>
    <message>
      <source>This file can do harm when it is opened.</source>
      <translation>Otwarcie tego pliku może zaszkodzić.</translation>
    </message>
    <message>
      <source>Save anyway…</source>
      <translation>Zapisz mimo to…</translation>
    </message>
    <message>
      <source>From {author} · {when}</source>
      <translation>Od: {author} · {when}</translation>
    </message>
    <message>
      <source>To {names}</source>
      <translation>Do: {names}</translation>
    </message>
    <message>
      <source>Files in it: {names}</source>
      <translation>Pliki wewnątrz: {names}</translation>
    </message>
    <message>
      <source>Save it only when you know who sent it, and why.</source>
      <translation>Zapisz go tylko, gdy wiesz, kto i po co go wysłał.</translation>
    </message>
    <message>
      <source>This picture is damaged, or too large to be shown here.</source>
      <translation>Ten obraz jest uszkodzony albo za duży, by go tu pokazać.</translation>
    </message>
    <message>
      <source>Files of this kind are not shown here. Save it to look at it with its own program.</source>
      <translation>Plików tego rodzaju tu się nie pokazuje. Zapisz go, by obejrzeć we właściwym programie.</translation>
    </message>
    <message numerus="yes">
      <source>%n earlier messages are not printed.</source>
      <translation>
        <numerusform>%n wcześniejsza wiadomość nie jest drukowana.</numerusform>
        <numerusform>%n wcześniejsze wiadomości nie są drukowane.</numerusform>
        <numerusform>%n wcześniejszych wiadomości nie jest drukowanych.</numerusform>
      </translation>
    </message>
    <message>
      <source>Date:</source>
      <translation>Data:</translation>
    </message>
    <message>
      <source>From:</source>
      <translation>Od:</translation>
    </message>
    <message>
      <source>To:</source>
      <translation>Do:</translation>
    </message>
    <message>
      <source>Cc:</source>
      <translation>DW:</translation>
    </message>
    <message>
      <source>Subject:</source>
      <translation>Temat:</translation>
    </message>
    <message>
      <source>Remarks:</source>
      <translation>Uwagi:</translation>
    </message>
    <message>
      <source>Files:</source>
      <translation>Pliki:</translation>
    </message>
    <message>
      <source>{minutes} min</source>
      <translation>{minutes} min</translation>
    </message>
    <message>
      <source>{hours} h {minutes}</source>
      <translation>{hours} h {minutes}</translation>
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
      <source>{time} late</source>
      <translation>{time} po czasie</translation>
    </message>
    <message>
      <source>due {time}</source>
      <translation>za {time}</translation>
    </message>
    <message>
      <source>answer overdue for {time}</source>
      <translation>{time} po terminie</translation>
    </message>
    <message>
      <source>answer due in {time}</source>
      <translation>odpowiedź za {time}</translation>
    </message>
    <message>
      <source>{size} B</source>
      <translation>{size} B</translation>
    </message>
    <message>
      <source>{size} kB</source>
      <translation>{size} kB</translation>
    </message>
    <message>
      <source>{size} MB</source>
      <translation>{size} MB</translation>
    </message>
    <message>
      <source>Note from {name}</source>
      <translation>Notatka: {name}</translation>
    </message>
    <message>
      <source>Automatic answer to {names}</source>
      <translation>Odpowiedź automatyczna do: {names}</translation>
    </message>
    <message>
      <source>{author}, to {names}</source>
      <translation>{author}, do: {names}</translation>
    </message>
    <message>
      <source>Cc {names}</source>
      <translation>DW: {names}</translation>
    </message>
    <message>
      <source>Bcc {names}</source>
      <translation>UDW: {names}</translation>
    </message>
    <message>
      <source>automatic message</source>
      <translation>wiadomość automatyczna</translation>
    </message>
    <message>
      <source>not delivered</source>
      <translation>nie dostarczono</translation>
    </message>
    <message>
      <source>complaint</source>
      <translation>skarga</translation>
    </message>
    <message>
      <source>partly unreadable</source>
      <translation>częściowo nieczytelna</translation>
    </message>
    <message>
      <source>sender proven</source>
      <translation>nadawca potwierdzony</translation>
    </message>
    <message>
      <source>sender not proven</source>
      <translation>nadawca niepotwierdzony</translation>
    </message>
    <message>
      <source>imitates another sender</source>
      <translation>podszywa się pod kogoś</translation>
    </message>
    <message>
      <source>answers go elsewhere</source>
      <translation>odpowiedzi idą gdzie indziej</translation>
    </message>
    <message>
      <source>somebody new</source>
      <translation>ktoś nowy</translation>
    </message>
    <message>
      <source>signature not checked</source>
      <translation>podpis niesprawdzony</translation>
    </message>
    <message>
      <source>remote pictures blocked</source>
      <translation>zewnętrzne obrazy zablokowane</translation>
    </message>
    <message>
      <source>dangerous attachment</source>
      <translation>niebezpieczny załącznik</translation>
    </message>
    <message>
      <source>deleted or moved away on the server</source>
      <translation>usunięta lub przeniesiona na serwerze</translation>
    </message>
    <message>
      <source>The customer wrote meanwhile. It is sent when you say so.</source>
      <translation>Klient w międzyczasie napisał. Wyjdzie, gdy to potwierdzisz.</translation>
    </message>
    <message>
      <source>Being sent</source>
      <translation>Wysyłanie</translation>
    </message>
    <message>
      <source>Not sent. {error}</source>
      <translation>Nie wysłano. {error}</translation>
    </message>
    <message>
      <source>Not sent. Why stands below the message.</source>
      <translation>Nie wysłano. Powód jest pod wiadomością.</translation>
    </message>
    <message>
      <source>Not sent yet, tried again at {time}</source>
      <translation>Jeszcze nie wysłano, ponowna próba o {time}</translation>
    </message>
    <message>
      <source>Not sent yet, tried again at {time}. {error}</source>
      <translation>Jeszcze nie wysłano, kolejna próba o {time}. {error}</translation>
    </message>
    <message>
      <source>Goes out: {time}</source>
      <translation>Wyjdzie: {time}</translation>
    </message>
    <message>
      <source>Goes out in {seconds} s</source>
      <translation>Wyjdzie za {seconds} s</translation>
    </message>
    <message>
      <source>Waits to be sent</source>
      <translation>Czeka na wysłanie</translation>
    </message>
    <message>
      <source>Urgent</source>
      <translation>Pilny</translation>
    </message>
    <message>
      <source>High</source>
      <translation>Wysoki</translation>
    </message>
    <message>
      <source>Normal</source>
      <translation>Zwykły</translation>
    </message>
    <message>
      <source>Low</source>
      <translation>Niski</translation>
    </message>
    <message>
      <source>attachment</source>
      <translation>załącznik</translation>
    </message>
    <message>
      <source>Your answer</source>
      <translation>Twoja odpowiedź</translation>
    </message>
    <message>
      <source>Forward</source>
      <translation>Przekaż</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Notatka</translation>
    </message>
    <message>
      <source>What is written</source>
      <translation>Co jest pisane</translation>
    </message>
    <message>
      <source>For colleagues; the customer never sees it.</source>
      <translation>Dla zespołu; klient nigdy tego nie zobaczy.</translation>
    </message>
    <message>
      <source>Add note</source>
      <translation>Dodaj</translation>
    </message>
    <message>
      <source>Send</source>
      <translation>Wyślij</translation>
    </message>
    <message>
      <source>The message follows below what you write.</source>
      <translation>Wiadomość znajdzie się pod Twoim tekstem.</translation>
    </message>
    <message>
      <source>Write the first message.</source>
      <translation>Napisz pierwszą wiadomość.</translation>
    </message>
    <message>
      <source>Write an answer.</source>
      <translation>Napisz odpowiedź.</translation>
    </message>
    <message>
      <source>Send later</source>
      <translation>Wyślij później</translation>
    </message>
    <message>
      <source>A file of it could not be attached.</source>
      <translation>Nie udało się dołączyć jednego z plików.</translation>
    </message>
    <message>
      <source>Its files are more than can be sent.</source>
      <translation>Plików jest więcej, niż można wysłać.</translation>
    </message>
    <message>
      <source>“{title}” was not sent. {why}</source>
      <translation>Nie wysłano „{title}”. {why}</translation>
    </message>
    <message>
      <source>It is kept as a draft.</source>
      <translation>Zachowano jako szkic.</translation>
    </message>
    <message>
      <source>“{name}” is {size}.</source>
      <translation>„{name}” ma {size}.</translation>
    </message>
    <message>
      <source>Answer all</source>
      <translation>Do wszystkich</translation>
    </message>
    <message>
      <source>Make it smaller</source>
      <translation>Zmniejsz</translation>
    </message>
    <message>
      <source>Take out</source>
      <translation>Usuń</translation>
    </message>
    <message>
      <source>{size} in all</source>
      <translation>Razem {size}</translation>
    </message>
    <message>
      <source>{size} in all, more than the {most} that can be sent</source>
      <translation>Razem {size}, więcej niż {most}, które można wysłać</translation>
    </message>
    <message>
      <source>{size} in all, of {most} that can be sent</source>
      <translation>Razem {size} z {most}, które można wysłać</translation>
    </message>
    <message>
      <source>Sent as soon as its files are read</source>
      <translation>Zostanie wysłane, gdy wczytają się pliki</translation>
    </message>
    <message>
      <source>Do not send yet</source>
      <translation>Jeszcze nie wysyłaj</translation>
    </message>
    <message>
      <source>Emphasis, lists and links</source>
      <translation>Wyróżnienia, listy i łącza</translation>
    </message>
    <message>
      <source>Ready texts, also by /</source>
      <translation>Gotowe teksty, także przez /</translation>
    </message>
    <message>
      <source>Address of the link, Enter sets it</source>
      <translation>Adres łącza, Enter go wstawia</translation>
    </message>
    <message>
      <source>picture.png</source>
      <translation>obraz.png</translation>
    </message>
    <message>
      <source>“{name}” is no file, so it was not attached.</source>
      <translation>„{name}” nie jest plikiem, więc go nie dołączono.</translation>
    </message>
    <message>
      <source>“{name}” is {size}: more than the {most} that can be sent.</source>
      <translation>„{name}” ma {size}: więcej niż {most}, które można wysłać.</translation>
    </message>
    <message>
      <source>Make it smaller, or put it where the customer can fetch it.</source>
      <translation>Zmniejsz go albo umieść tam, skąd klient może go pobrać.</translation>
    </message>
    <message>
      <source>“{name}” could not be read, so it was not attached.</source>
      <translation>Nie udało się odczytać „{name}”, więc go nie dołączono.</translation>
    </message>
    <message>
      <source>“{name}” cannot be shown as a picture, so it was not put in.</source>
      <translation>„{name}” nie da się pokazać jako obraz, więc go nie wstawiono.</translation>
    </message>
    <message>
      <source>Attach it as a file.</source>
      <translation>Dołącz go jako plik.</translation>
    </message>
    <message>
      <source>Bold</source>
      <translation>Pogrubienie</translation>
    </message>
    <message>
      <source>Italic</source>
      <translation>Kursywa</translation>
    </message>
    <message>
      <source>Underline</source>
      <translation>Podkreślenie</translation>
    </message>
    <message>
      <source>List</source>
      <translation>Lista</translation>
    </message>
    <message>
      <source>Numbered list</source>
      <translation>Lista numerowana</translation>
    </message>
    <message>
      <source>Link</source>
      <translation>Odnośnik</translation>
    </message>
    <message>
      <source>Paste the words alone</source>
      <translation>Wklej same słowa</translation>
    </message>
    <message>
      <source>In an hour</source>
      <translation>Za godzinę</translation>
    </message>
    <message>
      <source>This evening</source>
      <translation>Dziś wieczorem</translation>
    </message>
    <message>
      <source>Tomorrow morning</source>
      <translation>Jutro rano</translation>
    </message>
    <message>
      <source>Monday morning</source>
      <translation>W poniedziałek rano</translation>
    </message>
    <message>
      <source>Another time…</source>
      <translation>Inny termin…</translation>
    </message>
    <message>
      <source>Recipients: {names}</source>
      <translation>Odbiorcy: {names}</translation>
    </message>
    <message>
      <source>Change the recipients</source>
      <translation>Zmień odbiorców</translation>
    </message>
    <message>
      <source>To</source>
      <translation>Do</translation>
    </message>
    <message>
      <source>nobody yet</source>
      <translation>jeszcze nikt</translation>
    </message>
    <message>
      <source>Cc</source>
      <translation>DW</translation>
    </message>
    <message>
      <source>Bcc</source>
      <translation>UDW</translation>
    </message>
    <message>
      <source>Customers with an address</source>
      <translation>Klienci z adresem</translation>
    </message>
    <message>
      <source>Subject</source>
      <translation>Temat</translation>
    </message>
    <message>
      <source>Draft saved {time}</source>
      <translation>Szkic zapisano {time}</translation>
    </message>
    <message>
      <source>Saved {time}</source>
      <translation>Zapisano {time}</translation>
    </message>
    <message>
      <source>Not saved yet</source>
      <translation>Jeszcze nie zapisano</translation>
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
      <source>What you changed of {name} is not saved.</source>
      <translation>Zmiany danych: {name} nie są zapisane.</translation>
    </message>
    <message>
      <source>Nothing is saved yet.</source>
      <translation>Nic jeszcze nie zapisano.</translation>
    </message>
    <message>
      <source>Changes not saved</source>
      <translation>Niezapisane zmiany</translation>
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
      <source>A letter waits for its files</source>
      <translation>Wiadomość czeka na swoje pliki</translation>
    </message>
    <message>
      <source>Parley closes by itself as soon as they are read and the letter is on its way.</source>
      <translation>Parley zamknie się sam, gdy tylko pliki się wczytają i wiadomość wyruszy.</translation>
    </message>
    <message>
      <source>Closed now, the letter stays a draft, without these files.</source>
      <translation>Jeśli zamkniesz teraz, wiadomość zostanie szkicem bez tych plików.</translation>
    </message>
    <message>
      <source>Close now</source>
      <translation>Zamknij teraz</translation>
    </message>
    <message>
      <source>Stopped at {done} of {all}</source>
      <translation>Zatrzymano przy {done} z {all}</translation>
    </message>
    <message>
      <source>Stopped at {done} of {all} messages, goes on by itself</source>
      <translation>Zatrzymano na {done} z {all} wiadomości, ruszy dalej samo</translation>
    </message>
    <message>
      <source>{done} of {all} messages fetched</source>
      <translation>Pobrano {done} z {all} wiadomości</translation>
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
      <source>Start</source>
      <translation>Rozpocznij</translation>
    </message>
    <message>
      <source>Where one writes</source>
      <translation>Przy pisaniu</translation>
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
      <source>unread</source>
      <translation>nieprzeczytane</translation>
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
      <source>New mailing</source>
      <translation>Nowy mailing</translation>
    </message>
    <message>
      <source>Customers found by</source>
      <translation>Wyszukani klienci</translation>
    </message>
    <message>
      <source>With the tag</source>
      <translation>Z etykietą</translation>
    </message>
    <message>
      <source>These addresses</source>
      <translation>Te adresy</translation>
    </message>
    <message>
      <source>Everybody</source>
      <translation>Wszyscy</translation>
    </message>
    <message>
      <source>Who is meant</source>
      <translation>Do kogo</translation>
    </message>
    <message>
      <source>Name, organisation, town of an address …</source>
      <translation>Nazwa, organizacja, miasto z adresu …</translation>
    </message>
    <message>
      <source>One in each line: Anna Nowak &lt;anna@mail.example&gt;</source>
      <translation>Po jednym w wierszu: Anna Nowak &lt;anna@mail.example&gt;</translation>
    </message>
    <message>
      <source>Begin with a ready text</source>
      <translation>Zacznij od gotowego tekstu</translation>
    </message>
    <message>
      <source>Each gets it as a letter of their own.</source>
      <translation>Każdy dostaje osobną wiadomość.</translation>
    </message>
    <message>
      <source>Sent from</source>
      <translation>Wysyłka z</translation>
    </message>
    <message>
      <source>a minute</source>
      <translation>na minutę</translation>
    </message>
    <message>
      <source>How fast it goes out</source>
      <translation>Jak szybko wychodzi</translation>
    </message>
    <message>
      <source>Each gets it in their language, else in the first. The account's signature stands below.</source>
      <translation>Każdy dostaje tekst w swoim języku, inaczej w pierwszym. Pod nim jest podpis konta.</translation>
    </message>
    <message>
      <source>Look at it first</source>
      <translation>Najpierw podgląd</translation>
    </message>
    <message>
      <source>Change it</source>
      <translation>Zmień</translation>
    </message>
    <message>
      <source>Begin with a ready text …</source>
      <translation>Zacznij od gotowego tekstu …</translation>
    </message>
    <message>
      <source>Name, organisation or e-mail</source>
      <translation>Nazwa, organizacja lub e-mail</translation>
    </message>
    <message numerus="yes">
      <source>%n left out</source>
      <translation>
        <numerusform>pominięto %n</numerusform>
        <numerusform>pominięto %n</numerusform>
        <numerusform>pominięto %n</numerusform>
      </translation>
    </message>
    <message>
      <source>You may send this by yourself.</source>
      <translation>Możesz wysłać to samodzielnie.</translation>
    </message>
    <message numerus="yes">
      <source>It goes to %n customers.</source>
      <translation>
        <numerusform>Dostanie go %n klient.</numerusform>
        <numerusform>Dostanie go %n klientów.</numerusform>
        <numerusform>Dostanie go %n klientów.</numerusform>
      </translation>
    </message>
    <message>
      <source>A colleague has to look at it first.</source>
      <translation>Najpierw musi go sprawdzić ktoś z zespołu.</translation>
    </message>
    <message numerus="yes">
      <source>What goes to more than %n customers in a day waits for a second pair of eyes.</source>
      <translation>
        <numerusform>Mailing do więcej niż %n klienta dziennie czeka na sprawdzenie przez drugą osobę.</numerusform>
        <numerusform>Mailing do więcej niż %n klientów dziennie czeka na sprawdzenie przez drugą osobę.</numerusform>
        <numerusform>Mailing do więcej niż %n klientów dziennie czeka na sprawdzenie przez drugą osobę.</numerusform>
      </translation>
    </message>
    <message>
      <source>Ask a colleague to look</source>
      <translation>Poproś o sprawdzenie</translation>
    </message>
    <message>
      <source>From {account}</source>
      <translation>Z konta {account}</translation>
    </message>
    <message numerus="yes">
      <source>%n letters</source>
      <translation>
        <numerusform>%n wiadomość</numerusform>
        <numerusform>%n wiadomości</numerusform>
        <numerusform>%n wiadomości</numerusform>
      </translation>
    </message>
    <message>
      <source>about {size} each</source>
      <translation>każda ok. {size}</translation>
    </message>
    <message numerus="yes">
      <source>sent within %n minutes</source>
      <translation>
        <numerusform>wysyłka w ciągu %n minuty</numerusform>
        <numerusform>wysyłka w ciągu %n minut</numerusform>
        <numerusform>wysyłka w ciągu %n minut</numerusform>
      </translation>
    </message>
    <message>
      <source>more were meant than one mailing may have</source>
      <translation>wybrano więcej, niż może mieć jeden mailing</translation>
    </message>
    <message>
      <source>Words for its author</source>
      <translation>Uwagi dla autora</translation>
    </message>
    <message>
      <source>Approve: it goes out</source>
      <translation>Zatwierdź i wyślij</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>Wstrzymaj</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Zatrzymaj</translation>
    </message>
    <message>
      <source>Write another like it</source>
      <translation>Napisz podobny</translation>
    </message>
    <message>
      <source>By {name}</source>
      <translation>Autor: {name}</translation>
    </message>
    <message>
      <source>You are the second pair of eyes.</source>
      <translation>Sprawdzasz jako druga osoba.</translation>
    </message>
    <message>
      <source>Read the letters below, and who gets them.</source>
      <translation>Przeczytaj poniższe wiadomości i zobacz, kto je dostanie.</translation>
    </message>
    <message>
      <source>A colleague has to look at it.</source>
      <translation>Musi go sprawdzić ktoś z zespołu.</translation>
    </message>
    <message>
      <source>They find it here, and are told.</source>
      <translation>Znajdzie go tutaj i dostanie powiadomienie.</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>Wznów</translation>
    </message>
    <message>
      <source>Say why, so that it can be mended</source>
      <translation>Napisz dlaczego, by można było poprawić</translation>
    </message>
    <message>
      <source>Stop for good</source>
      <translation>Zatrzymaj na stałe</translation>
    </message>
    <message>
      <source>Mailings</source>
      <translation>Mailingi</translation>
    </message>
    <message>
      <source>Customers</source>
      <translation>Klienci</translation>
    </message>
    <message>
      <source>Left out</source>
      <translation>Pominięci</translation>
    </message>
    <message>
      <source>One text to many customers, each as a letter of their own.</source>
      <translation>Jeden tekst do wielu klientów, do każdego osobna wiadomość.</translation>
    </message>
    <message>
      <source>No mailings yet</source>
      <translation>Nie ma jeszcze mailingów</translation>
    </message>
    <message>
      <source>{shown} of {all} mailings · show more</source>
      <translation>{shown} z {all} mailingów · pokaż więcej</translation>
    </message>
    <message>
      <source>Who gets it</source>
      <translation>Kto dostanie</translation>
    </message>
    <message>
      <source>Which recipients</source>
      <translation>Którzy odbiorcy</translation>
    </message>
    <message>
      <source>Name or e-mail</source>
      <translation>Nazwa lub e-mail</translation>
    </message>
    <message>
      <source>Recipients</source>
      <translation>Odbiorcy</translation>
    </message>
    <message numerus="yes">
      <source>%n get it</source>
      <translation>
        <numerusform>%n dostanie</numerusform>
        <numerusform>%n dostanie</numerusform>
        <numerusform>%n dostanie</numerusform>
      </translation>
    </message>
    <message>
      <source>As they will read it</source>
      <translation>Tak, jak to przeczytają</translation>
    </message>
    <message>
      <source>Left out of every mailing</source>
      <translation>Pominięci w każdym mailingu</translation>
    </message>
    <message>
      <source>Who unsubscribed, who was excluded here, and addresses that letters came back from.</source>
      <translation>Wypisani, wykluczeni tutaj oraz adresy, z których wiadomości wróciły.</translation>
    </message>
    <message>
      <source>An e-mail address to exclude</source>
      <translation>Adres e-mail do wykluczenia</translation>
    </message>
    <message>
      <source>Exclude</source>
      <translation>Wyklucz</translation>
    </message>
    <message>
      <source>Take the chosen one in again</source>
      <translation>Przywróć zaznaczony</translation>
    </message>
    <message>
      <source>Addresses left out</source>
      <translation>Pominięte adresy</translation>
    </message>
    <message>
      <source>To be looked at</source>
      <translation>Do sprawdzenia</translation>
    </message>
    <message>
      <source>Waits for a second pair of eyes</source>
      <translation>Czeka na sprawdzenie</translation>
    </message>
    <message>
      <source>Declined</source>
      <translation>Odrzucone</translation>
    </message>
    <message>
      <source>Going out</source>
      <translation>W toku</translation>
    </message>
    <message>
      <source>Paused</source>
      <translation>Wstrzymany</translation>
    </message>
    <message>
      <source>Stopped</source>
      <translation>Zatrzymany</translation>
    </message>
    <message>
      <source>The last ones are being sent</source>
      <translation>Wychodzą ostatnie</translation>
    </message>
    <message>
      <source>{sent} of {count} sent</source>
      <translation>wysłano {sent}/{count}</translation>
    </message>
    <message numerus="yes">
      <source>%n on their way</source>
      <translation>
        <numerusform>%n w drodze</numerusform>
        <numerusform>%n w drodze</numerusform>
        <numerusform>%n w drodze</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n not sent</source>
      <translation>
        <numerusform>nie wysłano %n</numerusform>
        <numerusform>nie wysłano %n</numerusform>
        <numerusform>nie wysłano %n</numerusform>
      </translation>
    </message>
    <message>
      <source>Declined by {name}</source>
      <translation>Odrzuca {name}</translation>
    </message>
    <message>
      <source>Looked at and approved by {name}</source>
      <translation>Sprawdza i zatwierdza {name}</translation>
    </message>
    <message>
      <source>no e-mail address</source>
      <translation>brak adresu e-mail</translation>
    </message>
    <message>
      <source>no name to put in</source>
      <translation>brak nazwy do wstawienia</translation>
    </message>
    <message>
      <source>no right address</source>
      <translation>błędny adres</translation>
    </message>
    <message>
      <source>nobody reads it</source>
      <translation>nikt tego nie czyta</translation>
    </message>
    <message>
      <source>the same address twice</source>
      <translation>drugi raz ten sam adres</translation>
    </message>
    <message>
      <source>unsubscribed</source>
      <translation>wypisany</translation>
    </message>
    <message>
      <source>excluded</source>
      <translation>wykluczony</translation>
    </message>
    <message>
      <source>letters came back</source>
      <translation>wiadomości wróciły</translation>
    </message>
    <message>
      <source>complained</source>
      <translation>złożono skargę</translation>
    </message>
    <message>
      <source>Unsubscribed by mail</source>
      <translation>Wypisany e-mailem</translation>
    </message>
    <message>
      <source>Excluded by {name}</source>
      <translation>Wykluczenie: {name}</translation>
    </message>
    <message>
      <source>Letters came back: {words}</source>
      <translation>Wiadomości wróciły: {words}</translation>
    </message>
    <message>
      <source>Complained about a letter</source>
      <translation>Skarga na wiadomość</translation>
    </message>
    <message>
      <source>Show all</source>
      <translation>Pokaż wszystko</translation>
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
      <source>Show less</source>
      <translation>Pokaż mniej</translation>
    </message>
    <message>
      <source>Change the account</source>
      <translation>Zmiana konta</translation>
    </message>
    <message>
      <source>New account</source>
      <translation>Nowe konto</translation>
    </message>
    <message>
      <source>Name, as customers see it</source>
      <translation>Nazwa, jaką widzą klienci</translation>
    </message>
    <message>
      <source>Address</source>
      <translation>Adres</translation>
    </message>
    <message>
      <source>Queue its messages go to</source>
      <translation>Kolejka wiadomości</translation>
    </message>
    <message>
      <source>Servers, folders, signature and more</source>
      <translation>Serwery, foldery, podpis i więcej</translation>
    </message>
    <message>
      <source>Sign in and save</source>
      <translation>Zaloguj i zapisz</translation>
    </message>
    <message>
      <source>As it was</source>
      <translation>Bez zmian</translation>
    </message>
    <message>
      <source>The address is missing. Customers write to it, and answers come from it.</source>
      <translation>Brakuje adresu. Na niego piszą klienci i z niego wychodzą odpowiedzi.</translation>
    </message>
    <message>
      <source>Call it off</source>
      <translation>Przerwij</translation>
    </message>
    <message>
      <source>Messages of {name} are fetched and sent</source>
      <translation>Pobieranie i wysyłanie wiadomości: {name}</translation>
    </message>
    <message>
      <source>Change</source>
      <translation>Zmień</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Usuń</translation>
    </message>
    <message>
      <source>Remove it; its messages stay</source>
      <translation>Usuń konto; wiadomości zostaną</translation>
    </message>
    <message>
      <source>Switched off</source>
      <translation>Wyłączone</translation>
    </message>
    <message>
      <source>Not served yet</source>
      <translation>Jeszcze nieobsługiwane</translation>
    </message>
    <message>
      <source>Signed in</source>
      <translation>Zalogowano</translation>
    </message>
    <message>
      <source>Not reached now, tried again by itself</source>
      <translation>Teraz nieosiągalne, ponawia się samo</translation>
    </message>
    <message>
      <source>The password was refused</source>
      <translation>Hasło zostało odrzucone</translation>
    </message>
    <message>
      <source>Not served now</source>
      <translation>Teraz nieobsługiwane</translation>
    </message>
    <message>
      <source>What customers write to these addresses becomes work here, and answers go out from them.</source>
      <translation>To, co klienci piszą na te adresy, staje się tu pracą, a odpowiedzi wychodzą z tych adresów.</translation>
    </message>
    <message>
      <source>Add an account: {channel}</source>
      <translation>Dodaj konto: {channel}</translation>
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
      <source>Gets mailings</source>
      <translation>Dostaje mailingi</translation>
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
      <source>Remote pictures</source>
      <translation>Zewnętrzne obrazy</translation>
    </message>
    <message>
      <source>A picture that is loaded tells its sender who reads. Unasked that is done for these senders alone.</source>
      <translation>Pobrany obraz zdradza nadawcy, kto czyta. Bez pytania dzieje się to tylko dla tych nadawców.</translation>
    </message>
    <message>
      <source>None. A message with pictures offers to add its sender.</source>
      <translation>Brak. Nadawcę można dodać przy wiadomości z obrazami.</translation>
    </message>
    <message>
      <source>{agent}, {date}</source>
      <translation>{agent}, {date}</translation>
    </message>
    <message>
      <source>taken out</source>
      <translation>usunięto</translation>
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
      <source>Mail accounts</source>
      <translation>Konta e-mail</translation>
    </message>
    <message>
      <source>Texts</source>
      <translation>Teksty</translation>
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
      <source>Copy the address</source>
      <translation>Kopiuj adres</translation>
    </message>
    <message>
      <source>Code</source>
      <translation>Kod</translation>
    </message>
    <message>
      <source>Copy the code</source>
      <translation>Kopiuj kod</translation>
    </message>
    <message>
      <source>How long the code is good</source>
      <translation>Jak długo kod jest ważny</translation>
    </message>
    <message>
      <source>Sign in in the browser</source>
      <translation>Zaloguj się w przeglądarce</translation>
    </message>
    <message>
      <source>If no page opened, open this address in a browser on this computer.</source>
      <translation>Jeśli żadna strona się nie otworzyła, otwórz ten adres w przeglądarce na tym komputerze.</translation>
    </message>
    <message>
      <source>Sign in on another device</source>
      <translation>Zaloguj się na innym urządzeniu</translation>
    </message>
    <message>
      <source>Open this address there, sign in as the account's user, and type the code.</source>
      <translation>Otwórz tam ten adres, zaloguj się jako użytkownik konta i wpisz kod.</translation>
    </message>
    <message>
      <source>The code is not good any more.</source>
      <translation>Kod stracił ważność.</translation>
    </message>
    <message numerus="yes">
      <source>Waiting for you there. The code is good for %n more minutes.</source>
      <translation>
        <numerusform>Czekamy tam na Ciebie. Kod jest ważny jeszcze %n minutę.</numerusform>
        <numerusform>Czekamy tam na Ciebie. Kod jest ważny jeszcze %n minuty.</numerusform>
        <numerusform>Czekamy tam na Ciebie. Kod jest ważny jeszcze %n minut.</numerusform>
      </translation>
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
      <source>What is done</source>
      <translation>Co zostaje zrobione</translation>
    </message>
    <message>
      <source>Take this step out</source>
      <translation>Usuń ten krok</translation>
    </message>
    <message numerus="yes">
      <source>%n hours</source>
      <translation>
        <numerusform>%n godzina</numerusform>
        <numerusform>%n godziny</numerusform>
        <numerusform>%n godzin</numerusform>
      </translation>
    </message>
    <message>
      <source>Without a result</source>
      <translation>Bez wyniku</translation>
    </message>
    <message>
      <source>Title</source>
      <translation>Tytuł</translation>
    </message>
    <message>
      <source>All queues; else their names, with commas</source>
      <translation>Wszystkie kolejki; albo ich nazwy po przecinku</translation>
    </message>
    <message>
      <source>Queues</source>
      <translation>Kolejki</translation>
    </message>
    <message>
      <source>Steps, in this order</source>
      <translation>Kroki, w tej kolejności</translation>
    </message>
    <message>
      <source>Add a step</source>
      <translation>Dodaj krok</translation>
    </message>
    <message>
      <source>What it will do</source>
      <translation>Co zrobi</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>Usuń</translation>
    </message>
    <message>
      <source>The title is missing.</source>
      <translation>Brakuje tytułu.</translation>
    </message>
    <message>
      <source>It is what the list shows.</source>
      <translation>To on jest pokazywany na liście.</translation>
    </message>
    <message>
      <source>A step is not complete.</source>
      <translation>Jeden z kroków jest niepełny.</translation>
    </message>
    <message>
      <source>Say with what, or take it out.</source>
      <translation>Uzupełnij go albo usuń.</translation>
    </message>
    <message>
      <source>Replies</source>
      <translation>Odpowiedzi</translation>
    </message>
    <message>
      <source>Templates</source>
      <translation>Szablony</translation>
    </message>
    <message>
      <source>Macros</source>
      <translation>Makra</translation>
    </message>
    <message>
      <source>What is listed</source>
      <translation>Co jest na liście</translation>
    </message>
    <message>
      <source>Title, shortcut or words</source>
      <translation>Tytuł, skrót lub słowa</translation>
    </message>
    <message>
      <source>New</source>
      <translation>Dodaj</translation>
    </message>
    <message>
      <source>Nothing found for “{text}”</source>
      <translation>Nic nie znaleziono: „{text}”</translation>
    </message>
    <message>
      <source>Try fewer letters.</source>
      <translation>Wpisz mniej liter.</translation>
    </message>
    <message>
      <source>No replies yet</source>
      <translation>Nie ma jeszcze odpowiedzi</translation>
    </message>
    <message>
      <source>A slash finds them while one writes, and in a call to read aloud.</source>
      <translation>Ukośnik znajduje je przy pisaniu, a w rozmowie do odczytania na głos.</translation>
    </message>
    <message>
      <source>No templates yet</source>
      <translation>Nie ma jeszcze szablonów</translation>
    </message>
    <message>
      <source>Every new answer of its queue begins with one.</source>
      <translation>Od szablonu zaczyna się każda nowa odpowiedź w jego kolejce.</translation>
    </message>
    <message>
      <source>No macros yet</source>
      <translation>Nie ma jeszcze makr</translation>
    </message>
    <message>
      <source>Several things done at once, each said before in words.</source>
      <translation>Kilka czynności naraz, każda wcześniej opisana słowami.</translation>
    </message>
    <message>
      <source>“{title}” was deleted.</source>
      <translation>Usunięto „{title}”.</translation>
    </message>
    <message>
      <source>Read texts from a file…</source>
      <translation>Wczytaj teksty z pliku…</translation>
    </message>
    <message>
      <source>Write all texts to a file…</source>
      <translation>Zapisz wszystkie teksty do pliku…</translation>
    </message>
    <message>
      <source>Read texts from a file</source>
      <translation>Wczytaj teksty z pliku</translation>
    </message>
    <message>
      <source>Tables</source>
      <translation>Tabele</translation>
    </message>
    <message>
      <source>Write all texts to a file</source>
      <translation>Zapisz wszystkie teksty do pliku</translation>
    </message>
    <message numerus="yes">
      <source>%n texts are in {file}.</source>
      <translation>
        <numerusform>%n tekst jest w {file}.</numerusform>
        <numerusform>%n teksty są w {file}.</numerusform>
        <numerusform>%n tekstów jest w {file}.</numerusform>
      </translation>
    </message>
    <message>
      <source>Texts of {file}</source>
      <translation>Teksty z {file}</translation>
    </message>
    <message>
      <source>A table as CSV, a row for each text and language: title and text (or html); shortcut, language, queues, channels and kind (reply or template) if it has them. What other help desks write as {place} is understood.</source>
      <translation>Tabela CSV, wiersz na każdy tekst i język: title i text (lub html); shortcut, language, queues, channels i kind (reply lub template), jeśli są. Rozumiane jest to, co inne systemy zapisują jako {place}.</translation>
    </message>
    <message>
      <source>Read them in</source>
      <translation>Wczytaj je</translation>
    </message>
    <message numerus="yes">
      <source>%n new</source>
      <translation>
        <numerusform>%n nowy</numerusform>
        <numerusform>%n nowe</numerusform>
        <numerusform>%n nowych</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n changed</source>
      <translation>
        <numerusform>%n zmieniony</numerusform>
        <numerusform>%n zmienione</numerusform>
        <numerusform>%n zmienionych</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n as they are already</source>
      <translation>
        <numerusform>%n bez zmian</numerusform>
        <numerusform>%n bez zmian</numerusform>
        <numerusform>%n bez zmian</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows cannot be taken.</source>
      <translation>
        <numerusform>%n wiersza nie można przyjąć.</numerusform>
        <numerusform>%n wierszy nie można przyjąć.</numerusform>
        <numerusform>%n wierszy nie można przyjąć.</numerusform>
      </translation>
    </message>
    <message>
      <source>Mend them in the file and look again, or read in the others.</source>
      <translation>Popraw je w pliku i sprawdź ponownie albo wczytaj pozostałe.</translation>
    </message>
    <message numerus="yes">
      <source>%n texts were read in.</source>
      <translation>
        <numerusform>Wczytano %n tekst.</numerusform>
        <numerusform>Wczytano %n teksty.</numerusform>
        <numerusform>Wczytano %n tekstów.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows were left out.</source>
      <translation>
        <numerusform>Pominięto %n wiersz.</numerusform>
        <numerusform>Pominięto %n wiersze.</numerusform>
        <numerusform>Pominięto %n wierszy.</numerusform>
      </translation>
    </message>
    <message>
      <source>They are in {file}, ready to be mended.</source>
      <translation>Są w {file}, gotowe do poprawienia.</translation>
    </message>
    <message>
      <source>Support</source>
      <translation>Obsługa klienta</translation>
    </message>
    <message>
      <source>Where is my chair?</source>
      <translation>Gdzie jest moje krzesło?</translation>
    </message>
    <message>
      <source>What is typed after the slash, such as refund</source>
      <translation>Co wpisuje się po ukośniku, np. zwrot</translation>
    </message>
    <message>
      <source>Everywhere</source>
      <translation>Wszędzie</translation>
    </message>
    <message>
      <source>In calls</source>
      <translation>W rozmowach</translation>
    </message>
    <message>
      <source>Shortcut</source>
      <translation>Skrót</translation>
    </message>
    <message>
      <source>Where it is listed</source>
      <translation>Gdzie jest na liście</translation>
    </message>
    <message>
      <source>The text; “Fill in” offers what is filled in by itself.</source>
      <translation>Tekst; „Wstaw” podaje to, co uzupełnia się samo.</translation>
    </message>
    <message>
      <source>As a customer would read it</source>
      <translation>Tak, jak przeczyta to klient</translation>
    </message>
    <message>
      <source>There is no text yet.</source>
      <translation>Nie ma jeszcze tekstu.</translation>
    </message>
    <message>
      <source>Write it in at least one language.</source>
      <translation>Napisz go w co najmniej jednym języku.</translation>
    </message>
    <message>
      <source>Add a language</source>
      <translation>Dodaj język</translation>
    </message>
    <message>
      <source>Any language</source>
      <translation>Dowolny język</translation>
    </message>
    <message>
      <source>Take this language out</source>
      <translation>Usuń ten język</translation>
    </message>
    <message>
      <source>Fill in…</source>
      <translation>Wstaw…</translation>
    </message>
    <message>
      <source>Where one goes on writing</source>
      <translation>Miejsce dalszego pisania</translation>
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
      <source>Send, or finish wrap-up</source>
      <translation>Wyślij lub zakończ po rozmowie</translation>
    </message>
    <message>
      <source>Ready texts, as / does</source>
      <translation>Gotowe teksty, jak /</translation>
    </message>
    <message>
      <source>Give work to a colleague or a queue</source>
      <translation>Przekaż pracę komuś z zespołu lub kolejce</translation>
    </message>
    <message>
      <source>Take work, or put it back</source>
      <translation>Przejmij pracę lub oddaj ją</translation>
    </message>
    <message>
      <source>Tag work</source>
      <translation>Etykiety pracy</translation>
    </message>
    <message>
      <source>Close work, or open it again</source>
      <translation>Zamknij pracę lub otwórz ponownie</translation>
    </message>
    <message>
      <source>Merge two conversations</source>
      <translation>Połącz dwie konwersacje</translation>
    </message>
    <message>
      <source>Print the conversation</source>
      <translation>Drukuj konwersację</translation>
    </message>
    <message>
      <source>Next tab</source>
      <translation>Następna karta</translation>
    </message>
    <message>
      <source>Tab before</source>
      <translation>Poprzednia karta</translation>
    </message>
    <message>
      <source>Close the tab</source>
      <translation>Zamknij kartę</translation>
    </message>
    <message>
      <source>Filter the work list</source>
      <translation>Filtruj listę pracy</translation>
    </message>
    <message>
      <source>Write an e-mail to this customer</source>
      <translation>Napisz e-mail do tego klienta</translation>
    </message>
    <message>
      <source>Call this customer</source>
      <translation>Zadzwoń do tego klienta</translation>
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
      <source>Write an e-mail</source>
      <translation>Napisz e-mail</translation>
    </message>
    <message>
      <source>not this person</source>
      <translation>to nie ta osoba</translation>
    </message>
    <message>
      <source>No mailings</source>
      <translation>Bez mailingów</translation>
    </message>
    <message>
      <source>Details</source>
      <translation>Szczegóły</translation>
    </message>
    <message>
      <source>Open the conversation</source>
      <translation>Otwórz konwersację</translation>
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
      <source>Parley ended while it opened “{title}”.</source>
      <translation>Parley zakończył się przy otwieraniu „{title}”.</translation>
    </message>
    <message>
      <source>So it is not opened again by itself.</source>
      <translation>Dlatego sam tego ponownie nie otworzy.</translation>
    </message>
    <message>
      <source>Open it</source>
      <translation>Otwórz</translation>
    </message>
    <message>
      <source>All open tabs</source>
      <translation>Wszystkie otwarte karty</translation>
    </message>
    <message>
      <source>Keep open</source>
      <translation>Pozostaw otwartą</translation>
    </message>
    <message>
      <source>Close tab</source>
      <translation>Zamknij kartę</translation>
    </message>
    <message>
      <source>Close the others</source>
      <translation>Zamknij pozostałe</translation>
    </message>
    <message>
      <source>Open conversations</source>
      <translation>Otwarte konwersacje</translation>
    </message>
    <message>
      <source>not sent</source>
      <translation>nie wysłano</translation>
    </message>
    <message>
      <source>not saved</source>
      <translation>nie zapisano</translation>
    </message>
    <message>
      <source>To fill in before this is sent: {names}</source>
      <translation>Do uzupełnienia przed wysłaniem: {names}</translation>
    </message>
    <message>
      <source>Find a macro</source>
      <translation>Znajdź makro</translation>
    </message>
    <message>
      <source>Carry it out</source>
      <translation>Wykonaj</translation>
    </message>
    <message numerus="yes">
      <source>For %n conversations</source>
      <translation>
        <numerusform>Dla %n konwersacji</numerusform>
        <numerusform>Dla %n konwersacji</numerusform>
        <numerusform>Dla %n konwersacji</numerusform>
      </translation>
    </message>
    <message>
      <source>No macro is called so</source>
      <translation>Żadne makro tak się nie nazywa</translation>
    </message>
    <message>
      <source>Write them in the settings, under Texts.</source>
      <translation>Napisz je w ustawieniach, w grupie Teksty.</translation>
    </message>
    <message>
      <source>Its text is left out: answers are written one by one.</source>
      <translation>Jego tekst zostaje pominięty: odpowiedzi pisze się pojedynczo.</translation>
    </message>
    <message>
      <source>To read aloud</source>
      <translation>Do odczytania na głos</translation>
    </message>
    <message>
      <source>Ready texts</source>
      <translation>Gotowe teksty</translation>
    </message>
    <message>
      <source>Colleagues read the note “{text}”; undo leaves it there.</source>
      <translation>Zespół widzi notatkę „{text}”; cofnięcie jej nie usuwa.</translation>
    </message>
    <message>
      <source>Its priority becomes “{priority}”.</source>
      <translation>Priorytet zmienia się na „{priority}”.</translation>
    </message>
    <message>
      <source>It goes to the queue {queue}, and nobody has it.</source>
      <translation>Konwersacja trafia do kolejki {queue}, nieprzypisana.</translation>
    </message>
    <message numerus="yes">
      <source>It is out of the way for %n hours.</source>
      <translation>
        <numerusform>Konwersacja zostaje odłożona na %n godzinę.</numerusform>
        <numerusform>Konwersacja zostaje odłożona na %n godziny.</numerusform>
        <numerusform>Konwersacja zostaje odłożona na %n godzin.</numerusform>
      </translation>
    </message>
    <message>
      <source>A text that is not there any more is left out.</source>
      <translation>Tekst, którego już nie ma, zostaje pominięty.</translation>
    </message>
    <message>
      <source>“{title}” is put into the answer; it is not sent.</source>
      <translation>„{title}” zostaje wstawione do odpowiedzi; nic nie zostaje wysłane.</translation>
    </message>
    <message>
      <source>The customer gets the tag “{tag}”.</source>
      <translation>Klient dostaje etykietę „{tag}”.</translation>
    </message>
    <message>
      <source>The conversation gets the tag “{tag}”.</source>
      <translation>Konwersacja dostaje etykietę „{tag}”.</translation>
    </message>
    <message>
      <source>It is closed: {result}.</source>
      <translation>Konwersacja zostaje zamknięta: {result}.</translation>
    </message>
    <message>
      <source>It is closed without a result.</source>
      <translation>Konwersacja zostaje zamknięta bez wyniku.</translation>
    </message>
    <message>
      <source>Put in a text</source>
      <translation>Wstaw tekst</translation>
    </message>
    <message>
      <source>Write a note</source>
      <translation>Napisz notatkę</translation>
    </message>
    <message>
      <source>Set the priority</source>
      <translation>Ustaw priorytet</translation>
    </message>
    <message>
      <source>Tag the customer</source>
      <translation>Nadaj klientowi etykietę</translation>
    </message>
    <message>
      <source>Tag the conversation</source>
      <translation>Nadaj etykietę konwersacji</translation>
    </message>
    <message>
      <source>Give to a queue</source>
      <translation>Przekaż do kolejki</translation>
    </message>
    <message>
      <source>Leave it for hours</source>
      <translation>Odłóż na kilka godzin</translation>
    </message>
    <message>
      <source>Close it</source>
      <translation>Zamknij konwersację</translation>
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
    <message>
      <source>A year</source>
      <translation>Rok</translation>
    </message>
    <message>
      <source>From … to</source>
      <translation>Od … do</translation>
    </message>
    <message>
      <source>From</source>
      <translation>Od</translation>
    </message>
    <message>
      <source>to</source>
      <translation>do</translation>
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
      <source>now</source>
      <translation>teraz</translation>
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
      <source>{weekday}, in {span}</source>
      <translation>{weekday}, za {span}</translation>
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
    <message>
      <source>Matched by e-mail address</source>
      <translation>Po adresie e-mail</translation>
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
      <source>Nobody is known under this address; the message names who it may be</source>
      <translation>Pod tym adresem nikogo nie znamy; wiadomość wskazuje, kto to może być</translation>
    </message>
    <message>
      <source>Nobody can be looked up; ask who it is</source>
      <translation>Nie da się nikogo wyszukać; zapytaj, kto mówi</translation>
    </message>
    <message>
      <source>Nobody is known under this address</source>
      <translation>Pod tym adresem nikogo nie znamy</translation>
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
      <source>nothing before this conversation</source>
      <translation>przed tą konwersacją nic</translation>
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
      <source>No mail address of {name} is known.</source>
      <translation>{name}: nie znamy adresu e-mail.</translation>
    </message>
    <message>
      <source>Call, {when}</source>
      <translation>Rozmowa, {when}</translation>
    </message>
    <message>
      <source>No telephone number of {name} is known.</source>
      <translation>{name}: nie znamy numeru telefonu.</translation>
    </message>
    <message>
      <source>Call {name}</source>
      <translation>Zadzwoń: {name}</translation>
    </message>
    <message>
      <source>One of their numbers</source>
      <translation>Jeden z numerów</translation>
    </message>
    <message>
      <source>Finish</source>
      <translation>Zakończ</translation>
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
      <source>Chosen conversations</source>
      <translation>Wybrane konwersacje</translation>
    </message>
    <message>
      <source>Choose none</source>
      <translation>Odznacz wszystkie</translation>
    </message>
    <message>
      <source>Close…</source>
      <translation>Zamknij…</translation>
    </message>
    <message>
      <source>Give…</source>
      <translation>Przekaż…</translation>
    </message>
    <message numerus="yes">
      <source>%n chosen</source>
      <translation>
        <numerusform>Wybrano: %n</numerusform>
        <numerusform>Wybrano: %n</numerusform>
        <numerusform>Wybrano: %n</numerusform>
      </translation>
    </message>
    <message>
      <source>Open in a tab of its own</source>
      <translation>Otwórz w osobnej karcie</translation>
    </message>
    <message>
      <source>Filter</source>
      <translation>Filtr</translation>
    </message>
    <message>
      <source>Name, subject or words</source>
      <translation>Nazwa, temat lub słowa</translation>
    </message>
    <message>
      <source>Unread</source>
      <translation>Nieprzeczytane</translation>
    </message>
    <message>
      <source>Overdue</source>
      <translation>Po terminie</translation>
    </message>
    <message>
      <source>Clear</source>
      <translation>Wyczyść</translation>
    </message>
    <message>
      <source>Save as view</source>
      <translation>Zapisz jako widok</translation>
    </message>
    <message>
      <source>{count} found</source>
      <translation>znaleziono {count}</translation>
    </message>
    <message>
      <source>Nothing to choose now</source>
      <translation>Nie ma teraz nic do wyboru</translation>
    </message>
    <message>
      <source>{name}: {count}</source>
      <translation>{name}: {count}</translation>
    </message>
    <message>
      <source>Save this list as a view</source>
      <translation>Zapisz tę listę jako widok</translation>
    </message>
    <message>
      <source>Edit views</source>
      <translation>Edytuj widoki</translation>
    </message>
    <message>
      <source>My views</source>
      <translation>Moje widoki</translation>
    </message>
    <message>
      <source>The team's views</source>
      <translation>Widoki zespołu</translation>
    </message>
    <message>
      <source>Drafts {count}</source>
      <translation>Szkice {count}</translation>
    </message>
    <message>
      <source>Drafts</source>
      <translation>Szkice</translation>
    </message>
    <message>
      <source>Outbox {count}</source>
      <translation>Do wysłania {count}</translation>
    </message>
    <message>
      <source>Outbox</source>
      <translation>Do wysłania</translation>
    </message>
    <message>
      <source>not sent {count}</source>
      <translation>nie wysłano {count}</translation>
    </message>
    <message>
      <source>Throw away</source>
      <translation>Wyrzuć</translation>
    </message>
    <message>
      <source>No drafts</source>
      <translation>Nie ma szkiców</translation>
    </message>
    <message>
      <source>What you begin to write and do not send is kept here.</source>
      <translation>Tu jest to, co zaczęto pisać i czego nie wysłano.</translation>
    </message>
    <message>
      <source>What you send is here until the server has taken it, and when it could not be sent.</source>
      <translation>Tu jest to, co wysyłasz, zanim przyjmie to serwer, oraz to, czego nie udało się wysłać.</translation>
    </message>
    <message>
      <source>Everything is sent</source>
      <translation>Wszystko wysłane</translation>
    </message>
    <message>
      <source>Put it above the draft</source>
      <translation>Wstaw nad szkicem</translation>
    </message>
    <message>
      <source>The store does not answer. It is read again as soon as it does.</source>
      <translation>Magazyn nie odpowiada. Odczyt ponowi się, gdy tylko odpowie.</translation>
    </message>
    <message>
      <source>This list cannot be read now</source>
      <translation>Nie można teraz odczytać tej listy</translation>
    </message>
    <message>
      <source>earlier text</source>
      <translation>wcześniejszy tekst</translation>
    </message>
    <message>
      <source>another desk</source>
      <translation>inne stanowisko</translation>
    </message>
    <message>
      <source>Earlier text, {time}, from {desk}: “{words}”</source>
      <translation>Wcześniejszy tekst, {time}, {desk}: „{words}”</translation>
    </message>
    <message>
      <source>Nobody yet</source>
      <translation>Jeszcze nikt</translation>
    </message>
    <message>
      <source>forward</source>
      <translation>przekazanie</translation>
    </message>
    <message>
      <source>note</source>
      <translation>notatka</translation>
    </message>
    <message>
      <source>new</source>
      <translation>nowy</translation>
    </message>
    <message>
      <source>trying again</source>
      <translation>ponawianie</translation>
    </message>
    <message>
      <source>scheduled</source>
      <translation>zaplanowano</translation>
    </message>
    <message>
      <source>waiting</source>
      <translation>czeka</translation>
    </message>
    <message>
      <source>held</source>
      <translation>wstrzymano</translation>
    </message>
    <message>
      <source>sending</source>
      <translation>wysyłanie</translation>
    </message>
    <message>
      <source>{seconds} s</source>
      <translation>{seconds} s</translation>
    </message>
    <message>
      <source>Its name</source>
      <translation>Nazwa widoku</translation>
    </message>
    <message>
      <source>For the whole team</source>
      <translation>Dla całego zespołu</translation>
    </message>
    <message>
      <source>Views</source>
      <translation>Widoki</translation>
    </message>
    <message>
      <source>A view of the team is in everybody's list.</source>
      <translation>Widok zespołu jest na liście u wszystkich.</translation>
    </message>
    <message>
      <source>No view is saved.</source>
      <translation>Nie zapisano żadnego widoku.</translation>
    </message>
    <message>
      <source>Name of the view {name}</source>
      <translation>Nazwa widoku {name}</translation>
    </message>
    <message>
      <source>Team</source>
      <translation>Zespół</translation>
    </message>
    <message>
      <source>{name} is for the whole team</source>
      <translation>{name} jest dla całego zespołu</translation>
    </message>
    <message>
      <source>Up</source>
      <translation>W górę</translation>
    </message>
    <message>
      <source>Down</source>
      <translation>W dół</translation>
    </message>
    <message>
      <source>Remove {name}</source>
      <translation>Usuń: {name}</translation>
    </message>
    <message>
      <source>Notes are open from the first ring and saved as you type.</source>
      <translation>Notatki są otwarte od pierwszego dzwonka i zapisują się same.</translation>
    </message>
    <message>
      <source>Other lists</source>
      <translation>Inne listy</translation>
    </message>
    <message>
      <source>Whose work</source>
      <translation>Czyja praca</translation>
    </message>
    <message>
      <source>Which work is listed, and in which order</source>
      <translation>Jaka praca jest na liście i w jakiej kolejności</translation>
    </message>
    <message>
      <source>Everybody's work</source>
      <translation>Praca wszystkich</translation>
    </message>
    <message>
      <source>Unread only</source>
      <translation>Tylko nieprzeczytane</translation>
    </message>
    <message>
      <source>Overdue only</source>
      <translation>Tylko po terminie</translation>
    </message>
    <message>
      <source>Snoozed too</source>
      <translation>Także odłożone</translation>
    </message>
    <message>
      <source>“{text}”</source>
      <translation>„{text}”</translation>
    </message>
    <message>
      <source>Mine</source>
      <translation>Moje</translation>
    </message>
    <message>
      <source>Unassigned</source>
      <translation>Nieprzypisane</translation>
    </message>
    <message>
      <source>Due first</source>
      <translation>Najpierw terminy</translation>
    </message>
    <message>
      <source>Oldest first</source>
      <translation>Najpierw najstarsze</translation>
    </message>
    <message>
      <source>Newest first</source>
      <translation>Najpierw najnowsze</translation>
    </message>
    <message>
      <source>No work now</source>
      <translation>Nie ma teraz pracy</translation>
    </message>
    <message>
      <source>The work list cannot be read now</source>
      <translation>Nie można teraz odczytać listy pracy</translation>
    </message>
    <message>
      <source>Other work is there, but none that fits.</source>
      <translation>Jest inna praca, ale żadna nie pasuje.</translation>
    </message>
    <message>
      <source>Nothing fits the filter</source>
      <translation>Nic nie pasuje do filtra</translation>
    </message>
    <message>
      <source>Clear the filter</source>
      <translation>Wyczyść filtr</translation>
    </message>
    <message numerus="yes">
      <source>%n messages wait for somebody to take them.</source>
      <translation>
        <numerusform>%n wiadomość czeka, aż ktoś ją przejmie.</numerusform>
        <numerusform>%n wiadomości czekają, aż ktoś je przejmie.</numerusform>
        <numerusform>%n wiadomości czeka, aż ktoś je przejmie.</numerusform>
      </translation>
    </message>
    <message>
      <source>No work of yours</source>
      <translation>Nie masz teraz pracy</translation>
    </message>
    <message>
      <source>Show what waits</source>
      <translation>Pokaż, co czeka</translation>
    </message>
    <message>
      <source>A call offered to you appears here while it rings.</source>
      <translation>Połączenie do Ciebie pojawi się tu, gdy dzwoni.</translation>
    </message>
    <message>
      <source>So does every message that is yours to answer.</source>
      <translation>Tak samo każda wiadomość, na którą masz odpowiedzieć.</translation>
    </message>
    <message>
      <source>Nothing is open in your queues</source>
      <translation>W Twoich kolejkach nic nie jest otwarte</translation>
    </message>
    <message>
      <source>What your colleagues have in hand appears here.</source>
      <translation>Tu pojawi się to, czym zajmuje się zespół.</translation>
    </message>
    <message>
      <source>Nothing waits for anybody</source>
      <translation>Nic na nikogo nie czeka</translation>
    </message>
    <message>
      <source>Messages that nobody has taken yet appear here.</source>
      <translation>Tu pojawią się wiadomości, których nikt jeszcze nie przejął.</translation>
    </message>
    <message>
      <source>Nothing is open</source>
      <translation>Nic nie jest otwarte</translation>
    </message>
    <message>
      <source>Every message that is not answered yet appears here.</source>
      <translation>Tu pojawi się każda wiadomość, na którą jeszcze nie odpowiedziano.</translation>
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
    <message>
      <source>Sender unknown</source>
      <translation>Nieznany nadawca</translation>
    </message>
    <message>
      <source>asks you</source>
      <translation>pyta Cię</translation>
    </message>
    <message>
      <source>draft</source>
      <translation>szkic</translation>
    </message>
    <message>
      <source>No words</source>
      <translation>Bez słów</translation>
    </message>
    <message>
      <source>until {time}</source>
      <translation>do {time}</translation>
    </message>
    <message>
      <source>somebody</source>
      <translation>ktoś</translation>
    </message>
    <message>
      <source>{names} and others</source>
      <translation>{names} i inni</translation>
    </message>
    <message>
      <source>New message from {name}: {subject}</source>
      <translation>Nowa wiadomość, {name}: {subject}</translation>
    </message>
    <message>
      <source>New message from {name}</source>
      <translation>Nowa wiadomość, {name}</translation>
    </message>
    <message numerus="yes">
      <source>%n new messages, from {names}</source>
      <translation>
        <numerusform>%n nowa wiadomość, {names}</numerusform>
        <numerusform>%n nowe wiadomości, {names}</numerusform>
        <numerusform>%n nowych wiadomości, {names}</numerusform>
      </translation>
    </message>
    <message>
      <source>Given to you: {what}</source>
      <translation>Przydzielono Ci: {what}</translation>
    </message>
    <message numerus="yes">
      <source>%n conversations were given to you: {names}</source>
      <translation>
        <numerusform>Przydzielono Ci %n konwersację: {names}</numerusform>
        <numerusform>Przydzielono Ci %n konwersacje: {names}</numerusform>
        <numerusform>Przydzielono Ci %n konwersacji: {names}</numerusform>
      </translation>
    </message>
    <message>
      <source>Your message to {who} was sent</source>
      <translation>Wysłano wiadomość do: {who}</translation>
    </message>
    <message numerus="yes">
      <source>%n messages were sent</source>
      <translation>
        <numerusform>Wysłano %n wiadomość</numerusform>
        <numerusform>Wysłano %n wiadomości</numerusform>
        <numerusform>Wysłano %n wiadomości</numerusform>
      </translation>
    </message>
  </context>
</TS>
