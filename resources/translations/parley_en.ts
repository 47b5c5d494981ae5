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
      <source>%n conversations: {what}</source>
      <translation>
        <numerusform>%n conversation: {what}</numerusform>
        <numerusform>%n conversations: {what}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Colleagues were faster with %n of them.</source>
      <translation>
        <numerusform>Colleagues were faster with %n of them.</numerusform>
        <numerusform>Colleagues were faster with %n of them.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n cannot be taken back any more: somebody went on with them.</source>
      <translation>
        <numerusform>%n cannot be taken back any more: somebody went on with it.</numerusform>
        <numerusform>%n cannot be taken back any more: somebody went on with them.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>“{title}” was carried out on %n conversations.</source>
      <translation>
        <numerusform>“{title}” was carried out on %n conversation.</numerusform>
        <numerusform>“{title}” was carried out on %n conversations.</numerusform>
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
      <source>This would go to %n people who take no part in the conversation.</source>
      <translation>
        <numerusform>This would go to %n person who takes no part in the conversation.</numerusform>
        <numerusform>This would go to %n people who take no part in the conversation.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>What goes to more than %n needs a second pair of eyes: write it under Customers, Mailings.</source>
      <translation>
        <numerusform>What goes to more than %n needs a second pair of eyes: write it under Customers, Mailings.</numerusform>
        <numerusform>What goes to more than %n needs a second pair of eyes: write it under Customers, Mailings.</numerusform>
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
      <source>and %n more</source>
      <translation>
        <numerusform>and %n more</numerusform>
        <numerusform>and %n more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n times</source>
      <translation>
        <numerusform>%n time</numerusform>
        <numerusform>%n times</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>every %n days</source>
      <translation>
        <numerusform>every day</numerusform>
        <numerusform>every %n days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>every %n weeks</source>
      <translation>
        <numerusform>every week</numerusform>
        <numerusform>every %n weeks</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>every %n months</source>
      <translation>
        <numerusform>every month</numerusform>
        <numerusform>every %n months</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>every %n years</source>
      <translation>
        <numerusform>every year</numerusform>
        <numerusform>every %n years</numerusform>
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
      <source>%n earlier messages are not printed.</source>
      <translation>
        <numerusform>%n earlier message is not printed.</numerusform>
        <numerusform>%n earlier messages are not printed.</numerusform>
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
      <source>%n texts are in {file}.</source>
      <translation>
        <numerusform>%n text is in {file}.</numerusform>
        <numerusform>%n texts are in {file}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n new</source>
      <translation>
        <numerusform>%n new</numerusform>
        <numerusform>%n new</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n changed</source>
      <translation>
        <numerusform>%n changed</numerusform>
        <numerusform>%n changed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n as they are already</source>
      <translation>
        <numerusform>%n as it is already</numerusform>
        <numerusform>%n as they are already</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows cannot be taken.</source>
      <translation>
        <numerusform>%n row cannot be taken.</numerusform>
        <numerusform>%n rows cannot be taken.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n texts were read in.</source>
      <translation>
        <numerusform>%n text was read in.</numerusform>
        <numerusform>%n texts were read in.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows were left out.</source>
      <translation>
        <numerusform>%n row was left out.</numerusform>
        <numerusform>%n rows were left out.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>For %n conversations</source>
      <translation>
        <numerusform>For %n conversation</numerusform>
        <numerusform>For %n conversations</numerusform>
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
      <source>%n chosen</source>
      <translation>
        <numerusform>%n chosen</numerusform>
        <numerusform>%n chosen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n messages wait for somebody to take them.</source>
      <translation>
        <numerusform>A message waits for somebody to take it.</numerusform>
        <numerusform>%n messages wait for somebody to take them.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n new messages, from {names}</source>
      <translation>
        <numerusform>%n new message, from {names}</numerusform>
        <numerusform>%n new messages, from {names}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n conversations were given to you: {names}</source>
      <translation>
        <numerusform>%n conversation was given to you: {names}</numerusform>
        <numerusform>%n conversations were given to you: {names}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n messages were sent</source>
      <translation>
        <numerusform>%n message was sent</numerusform>
        <numerusform>%n messages were sent</numerusform>
      </translation>
    </message>
  </context>
</TS>
