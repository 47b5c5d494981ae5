<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name />
    <message numerus="yes">
      <source>%n found</source>
      <translation>
        <numerusform>%n found</numerusform>
        <numerusform>%n found</numerusform>
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
