"""Texts of many kinds, to see how far the numbers inside a model reach.

Written for this purpose. What matters is variety: reports, results, prices, speech, capitals,
lists, foreign names, short questions and long ones; and what is hardly prose, such as one word
two hundred times, which reaches further than any of it.
"""

QUESTIONS = (
    "Who?",
    "When did the mine close?",
    "how many people live in velmark",
    "Why was the vote put off for a third time?",
    "What did the minister say about the price of bread?",
    "Where is the head office of Osterman & Daughters?",
    "WHO WON THE SECOND LEG",
    "cheapest tram ticket zone b",
    "Which of the two brothers was the first to reach the summit, and in what year?",
    "Did the court rule for the fishermen?",
    "What is the name of the drug?",
    "whats the new limit for trucks",
    "How much did Kestrel Air lose in the third quarter of 2016?",
    "Under what condition would the union call off its strike?",
    "Is it true that the river was poisoned?",
    "In which hospital was she treated, and for how long?",
    "what year did it happen",
    "Who wrote 'The Salt Road'?",
    "What percentage of households heat with wood?",
    "When is the next eclipse?",
    "How old was Abdulrahman al-Harithi when he died?",
    "What does the company that bought the quarry make?",
    "name of the actress in the film about the lighthouse keeper",
    "By how many votes?",
)

PASSAGES = (
    """The mine at Velmark, which once gave work to one family in three, will close for good on
30 June, its owners said on Thursday. About 640 people lose their jobs; some 90 are to be taken
on at the company's plant in the port. "We have known for ten years that this day would come,
and still nobody was ready," said Ilse Brandvold, who speaks for the union. The price of copper
has fallen by a third since 2014.""",
    """RESULTS: Norhaven 2 Steinby 1; Alta Rovers 0 Fjellheim 0; Kvam 3 Union 3 (after extra
time, Kvam win 5-4 on penalties). Table: 1. Norhaven 41 pts, 2. Kvam 38, 3. Union 36. Scorers:
Adeyemi 12', 67'; Sørli 90+4'. Attendance: 8,214. Referee: M. Castellanos (Spain). Next round:
Sat 14 Oct, 15.00.""",
    """Kestrel Air lost 48.2 million dollars in the three months to September 2016, against a
profit of 11.7 million a year before, as fuel cost 19 per cent more and two aircraft stood idle.
Revenue rose 3.1 pct to $1.04 bln. Shares of the carrier fell as much as 7.6 % to 12.35 before
they recovered a little. Analysts had expected a loss of 30 to 35 million. The board proposes no
dividend.""",
    """"I never asked for a statue," Mrs Okonkwo said, laughing, when the cloth came off. "I
asked for a bus stop." She got both. The mayor, the bishop and some four hundred neighbours
stood in the rain to hear her speak for just under two minutes. Why so short? "Because you're
wet," she told them. Then she went home, made tea, and would not say another word to the
newspapers; not to this one either.""",
    """WASHINGTON (March 3) - THE SENATE VOTED 61-38 ON TUESDAY TO EXTEND THE BAN ON OFFSHORE
DRILLING UNTIL 2031. THE BILL NOW GOES BACK TO THE HOUSE, WHERE IT FAILED LAST YEAR BY FOUR
VOTES.""",
    """A small molecule called TRX-118 slowed the growth of tumours in mice by about half,
researchers at the Karolinska Institute and two hospitals in Lyon report in this week's issue of
the journal. It blocks an enzyme, PDK4, that cells need when oxygen runs short. None of the
animals lost weight. Whether it will do the same in people is not known; a first trial with 24
volunteers may begin in 2026, said Prof. Hélène Marchetti, who led the work and holds a patent
on the compound.""",
    """Abdulrahman al-Harithi, the poet, who has died in Muscat aged 91, was born in a village
without a school. He learned to read from the labels of tea chests. His first book, The Salt
Road (1957), was banned in three countries and learned by heart in all of them. He married
twice, was imprisoned once, and for the last thirty years of his life kept bees. He is survived
by four daughters and a son.""",
    """Article 12. (1) A vehicle whose laden weight exceeds 3.5 tonnes shall not be driven at
more than 80 kilometres per hour. (2) Paragraph 1 does not apply to (a) fire engines; (b)
ambulances; (c) such other vehicles as the authority may by order exempt. (3) Whoever acts
contrary to this article is liable to a fine of between 200 and 5,000 crowns.""",
    """Heavy snow closed the pass for the second day running. Forty-one lorries are stuck below
the tunnel, and soldiers have brought the drivers soup and blankets. More is on its way: up to
60 cm above 1,200 metres by Friday morning, with gusts of 110 km/h on the ridges, the weather
service warns. The railway runs, though late; the last train leaves at 21.52. Schools in Upper
Telna stay shut.""",
    """Nguyễn Thị Hoa, Jean-Luc Desrosiers and Oluwaseun Bankole share this year's prize of
250,000 euros for showing how mangroves hold a coast together. Their paper was turned down five
times. "The sixth editor had grown up on a delta," Dr Bankole explained.""",
    """Tram tickets: zone A 2.40, zones A+B 3.10, day ticket 7.00, children under 6 free. Dogs
pay half. Machines take coins and cards but no notes. Fine for travelling without a ticket:
80.00. Lost property: Mon-Fri 8-12 and 13-16, tel. 555 0143, lost@tram.example. Night lines N1,
N4 and N7 run every 30 min.""",
    """The court found by three judges to two that the state owed the fishermen of Lake Ossa the
value of eleven seasons. It did not say how that was to be reckoned. Lawyers for the ministry
have until 9 May to appeal, and a spokeswoman would only say that "the judgment is being
studied". In the harbour they had heard such words before. Old Matei Dragan, whose boat has not
left its trestles since the dam was filled, went on mending a net that he does not expect to
use.""",
    """To: all staff. From: facilities. Subject: lift B. Please note that lift B will be out of
service from Monday (7.00) to Wednesday noon!!! Use lift A or the stairs. Deliveries -> rear
gate. Sorry for the trouble & thanks for your patience :-)""",
    """Parliament put off the vote on the bread subsidy for a third time on Wednesday, after
members of the Agrarian Party walked out. Finance Minister Tomasz Wilk said that without the law
the price of a loaf would rise from 0.90 to 1.35 by the autumn; the opposition called that
"scaremongering by a man who has not bought his own bread since 1998". The session goes on
tomorrow. Outside, some two thousand pensioners banged saucepans, as they have each week since
February, and nobody was arrested.""",
    """Add the flour, 250 g of butter (cold, in cubes), a pinch of salt and one egg. Knead
quickly; let it rest for an hour. Roll out to 3 mm, fold in three, and chill again. Bake at 190
°C for 22 to 25 minutes until golden. Makes 16. Per piece: 214 kcal, 12 g fat, 3 g protein.""",
    """It is the oldest lighthouse on the coast that still has a keeper, and the keeper, Anneli
Rask, is 34 and has a doctorate in moths. She took the post because nobody else applied. At
night the lamp draws them in by the thousand; she counts, sketches, and lets them go. So far she
has found two kinds that are in none of the books. One she named after her grandmother. The
other has no name yet, since it may be the first one's male.""",
    """OIL PRICES - spot, dollars a barrel: Brent 63.18 (62.75), WTI 58.02 (57.60), Urals 60.44
(unch). Gold $1,287.50/oz, silver 15.31, copper $6,120/t. EUR/USD 1.1342, USD/JPY 110.27. FTSE
100 7,106.73 +0.4 pct; Nikkei 21,450.85 -1.2 pct. Wheat (May) 4.58-3/4, up 2 cts.""",
    """Two climbers from the same family have now stood on top of Mount Ansgar: Per Lindahl in
1961 and, on Sunday, his grand-niece Sofie, 19, who carried his ice axe. She needed nine hours;
he had needed three days and lost two toes. The mountain, 4,478 metres high, has become easier
since the glacier went. "He would have been furious," she said by radio from the hut.""",
)

_SAID_OFTEN = (
    "no the and in of a is said percent we you will new good down friday police london smith nato "
    "NATO 2016 yes9 | - ( * # ..."
)

ODD = (
    "",
    "?",
    "again and again the same few words " * 30,
    "7 7 7 8 8 8 9 9 9 " * 12,
    *(f"{word} " * 200 for word in _SAID_OFTEN.split()),
    "Das ist ein Satz auf Deutsch, und c'est une phrase en français; esto es español. "
    "Это русское предложение. 这是中文句子。これは日本語です。",
    "x = [1, 2, 3]; y = {'a': 4}  # see <b>note</b> & http://example.org/?q=1",
)
