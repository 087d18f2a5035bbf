/**
 * German words for codes that are said aloud at a counter: plain things, without umlauts, none rude, no two that sound or look alike.
 * Their first four letters tell them apart, so nobody has to type more.
 */
export const germanWords: readonly string[] = `
abend adler ahorn akkord ampel ananas april atlas auster badehose bagger bahnhof balkon bambus
banane basalt becher besen biber biene blatt blume brezel brille bruder brunnen butter dackel
dampfer daumen decke deich delfin diamant dichter distel dohle donner drache drossel eiche eimer
eisberg elster erbse erdbeere esel faden falke falter feige fenster ferien feuer fichte finger
fisch flamingo flasche flocke flosse fohlen forelle frosch fuchs gabel galerie garten gazelle
gewitter giraffe gitarre gletscher gondel granit gurke hafen hammer hecht heide herbst himbeere
hirsch hobel hocker honig horizont hummel igel jacke jaguar jasmin juwel kaffee kaktus kalender
kamel kanne kapelle karotte kastanie kelle kessel kiefer kino kirsche kissen klavier kleid klippe
knopf koala koffer kompass konzert koralle krabbe kranich kreide kuchen lampe laterne lavendel
leiter lerche licht linde lotse magnet mandel marder markt marmor maus medaille melone messing
milch minze mond morgen motor muschel museum muskat nadel narzisse nektar nelke nordwind oase ofen
olive onkel orange paddel palme panda papier pappel paprika pelikan perle pfau pfeffer pfirsich
pflaume pilz pinsel pirol planet platane pudel pullover quelle quitte rabe radio rakete regal
ritter roggen rosine rubin sahne salat salbei sandale sattel saturn schirm schlitten schwan segel
seife silber sofa sommer spargel specht spiegel spinat stadion stein stiefel storch strand strudel
sturm tafel tango tasse teller tempel tennis teppich tiger tinte tomate traktor traube treppe
trommel tulpe tunnel ufer ulme urlaub veilchen violine vogel vulkan waffel wagen walnuss wasser
weizen wiese wimpel winter wirbel wolke wurzel zange zebra zelt zirkus zitrone zucker zwiebel
`
  .trim()
  .split(/\s+/);
