<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name />
    <message numerus="yes">
      <source>Nobody signed in within %n minutes.</source>
      <translation>
        <numerusform>Nobody signed in within a minute.</numerusform>
        <numerusform>Nobody signed in within %n minutes.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n remote picture(s) not fetched</source>
      <translation>
        <numerusform>%n remote picture not fetched</numerusform>
        <numerusform>%n remote pictures not fetched</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{server} wants to send %n bytes at once.</source>
      <translation>
        <numerusform>{server} wants to send %n byte at once.</numerusform>
        <numerusform>{server} wants to send %n bytes at once.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{addresses} and %n more</source>
      <translation>
        <numerusform>{addresses} and %n more</numerusform>
        <numerusform>{addresses} and %n more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>A mail goes to %n people at most.</source>
      <translation>
        <numerusform>A mail goes to %n person at most.</numerusform>
        <numerusform>A mail goes to %n people at most.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n remote pictures blocked</source>
      <translation>
        <numerusform>%n remote picture blocked</numerusform>
        <numerusform>%n remote pictures blocked</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n quoted lines</source>
      <translation>
        <numerusform>%n quoted line</numerusform>
        <numerusform>%n quoted lines</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n days</source>
      <translation>
        <numerusform>%n day</numerusform>
        <numerusform>%n days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n found</source>
      <translation>
        <numerusform>%n found</numerusform>
        <numerusform>%n found</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>In the last %n days</source>
      <translation>
        <numerusform>In the last day</numerusform>
        <numerusform>In the last %n days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n customers share this number</source>
      <translation>
        <numerusform>%n customer has this number</numerusform>
        <numerusform>%n customers share this number</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>on %n channels.</source>
      <translation>
        <numerusform>on one channel.</numerusform>
        <numerusform>on %n channels.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{nth} contact in %n days</source>
      <translation>
        <numerusform>{nth} contact in %n day</numerusform>
        <numerusform>{nth} contact in %n days</numerusform>
      </translation>
    </message>
  </context>
</TS>
