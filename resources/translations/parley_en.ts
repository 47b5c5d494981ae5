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
      <source>%n mailings are for you to look at before they go out.</source>
      <translation>
        <numerusform>A mailing is for you to look at before it goes out.</numerusform>
        <numerusform>%n mailings are for you to look at before they go out.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n trackers blocked</source>
      <translation>
        <numerusform>%n tracker blocked</numerusform>
        <numerusform>%n trackers blocked</numerusform>
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
      <source>%n remote pictures could not be fetched</source>
      <translation>
        <numerusform>%n remote picture could not be fetched</numerusform>
        <numerusform>%n remote pictures could not be fetched</numerusform>
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
      <source>%n left out</source>
      <translation>
        <numerusform>%n left out</numerusform>
        <numerusform>%n left out</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>It goes to %n customers.</source>
      <translation>
        <numerusform>It goes to %n customer.</numerusform>
        <numerusform>It goes to %n customers.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>What goes to more than %n customers in a day waits for a second pair of eyes.</source>
      <translation>
        <numerusform>What goes to more than %n customer in a day waits for a second pair of eyes.</numerusform>
        <numerusform>What goes to more than %n customers in a day waits for a second pair of eyes.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n letters</source>
      <translation>
        <numerusform>%n letter</numerusform>
        <numerusform>%n letters</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>sent within %n minutes</source>
      <translation>
        <numerusform>sent within a minute</numerusform>
        <numerusform>sent within %n minutes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n get it</source>
      <translation>
        <numerusform>%n gets it</numerusform>
        <numerusform>%n get it</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n on their way</source>
      <translation>
        <numerusform>%n on its way</numerusform>
        <numerusform>%n on their way</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n not sent</source>
      <translation>
        <numerusform>%n not sent</numerusform>
        <numerusform>%n not sent</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Waiting for you there. The code is good for %n more minutes.</source>
      <translation>
        <numerusform>Waiting for you there. The code is good for %n more minute.</numerusform>
        <numerusform>Waiting for you there. The code is good for %n more minutes.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n hours</source>
      <translation>
        <numerusform>%n hour</numerusform>
        <numerusform>%n hours</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>It is out of the way for %n hours.</source>
      <translation>
        <numerusform>It is out of the way for %n hour.</numerusform>
        <numerusform>It is out of the way for %n hours.</numerusform>
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
    <message numerus="yes">
      <source>%n messages wait for somebody to take them.</source>
      <translation>
        <numerusform>A message waits for somebody to take it.</numerusform>
        <numerusform>%n messages wait for somebody to take them.</numerusform>
      </translation>
    </message>
  </context>
</TS>
