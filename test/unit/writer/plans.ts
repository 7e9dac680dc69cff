/** Plans as people write them, on many subjects and in several shapes. `tags` are ones a reader would expect. */
export interface SamplePlan {
  readonly name: string;
  readonly title: string;
  readonly brief: string;
  readonly facts?: readonly string[];
  readonly pillar?: string;
  readonly tags: readonly string[];
}

export const samplePlans: readonly SamplePlan[] = [
  {
    name: 'agentic shopping',
    title: "Why Qwen Shopping shipped in China first and it's not about the AI",
    brief:
      "Alibaba's Qwen Shopping Assistant is fully live on Taobao and Tmall — 4 billion SKUs, end-to-end order flow including Alipay, 30-day price tracking, and a closed loop that only breaks for final user confirmation. This is not a demo. The piece examines what 'from intelligence to agency' actually required in production: a catalog with training data baked in, payment rails already integrated, and a decade of logistics infrastructure the AI didn't have to build. Button: the reason this shipped in China first isn't the AI — it's the plumbing.",
    pillar: 'AI products',
    tags: ['#ai', '#ecommerce'],
  },
  {
    name: 'GPU cluster',
    title: 'The quiet economics of running your own GPU cluster',
    brief: `Hook: we paid $412,000 for a cluster that sat idle 61% of the time.
Facts:
- Three years of invoices show the same pattern.
- Power is flat, people are the largest line.
- Renting the same hours would have cost $290,000.
Angle: owning only beats renting above 70% utilisation. The mistake is buying for peak.
Mention the Lambda comparison table.
Button: Buy for your median, rent your peak.`,
    tags: ['#gpu'],
  },
  {
    name: 'changelog',
    title: "Nobody reads your changelog. Here's how to fix that",
    brief:
      'Most changelogs are written for the team that shipped the work. When Linear started signing entries, replies went up. The piece shows how to turn a changelog into something users open: one change per post, the old way next to the new way, and a name at the bottom. Avoid sounding snarky. Button: write the release note before you write the code.',
    tags: ['#product'],
  },
  {
    name: 'test suite',
    title: 'We deleted 40% of our test suite and shipped faster',
    brief:
      "Last spring our CI took 47 minutes. We deleted 1,900 tests. Nothing broke. The tests we removed had not failed for a real reason in two years. What they cost us was attention, not compute. The team now ships 11 times a day instead of 3. Coverage dropped from 84% to 71% and incident count did not move. The lesson isn't that tests are bad. It's that a test nobody trusts is a tax.",
    tags: ['#testing'],
  },
  {
    name: 'scheduling essay',
    title: 'Why I stopped scheduling posts',
    brief:
      'For a year I queued everything on Sunday night. It felt productive. But the posts that did well were always the ones I wrote that morning. I think people can tell. I want to say something about attention and about being in the room when people reply.',
    tags: [],
  },
  {
    name: 'onboarding emails',
    title: 'Your onboarding emails are training people to ignore you',
    brief:
      'Open rates fall from 52% on email one to 11% by email five (our own data, 38 SaaS accounts). Nobody asked for a drip, they asked for the product to work. Fix: send on behaviour, not on a calendar. Example: Fathom cut seven emails to two and activation rose 9 points. The post walks through the two emails worth keeping. Button: silence is a feature.',
    tags: ['#emailmarketing'],
  },
  {
    name: 'Postgres',
    title: 'Postgres is enough',
    brief:
      "We run 3 TB, 14k writes per second, and a queue on a single Postgres 16 box with one replica. People keep telling us to add Kafka, Redis, and Elasticsearch. It isn't that those tools are bad — it's that each one needs an owner, and you don't have one. Include the SKIP LOCKED snippet. Thesis: most teams under 50 engineers buy distributed systems to feel serious. Close with: Boring is a staffing decision.",
    tags: ['#databases'],
  },
  {
    name: 'podcast survey',
    title: 'What our first 100 podcast listeners told us',
    brief:
      'We emailed every listener we could identify. 41 replied. Most listen while cooking. They skip the intro. They want shorter interviews and longer solo episodes, which surprised us. Next season we will cut the intro music and publish on Thursday.',
    tags: ['#podcast'],
  },
  {
    name: 'clinic scheduler',
    title: 'The $9 tool that replaced our $40,000 scheduling software',
    brief:
      "Our clinics paid $40,000 a year for a scheduler nobody opened. A receptionist in Leeds built the replacement in a spreadsheet: colour-coded slots, a text reminder macro, and one shared tab per clinic. No-shows fell from 18% to 7% in one quarter. Don't name the vendor. Angle: software fails when the person who feels the pain isn't the one who buys it. Button: ask the front desk first.",
    tags: ['#operations'],
  },
  {
    name: 'remote hiring',
    title: 'Three things I got wrong about remote hiring',
    brief:
      "I hired 22 people across 9 countries in 2023. Mistake one was treating time zones as a filter. Mistake two: I let the loudest interviewer decide. Mistake three was paying by location, and two great engineers left over it. What changed is boring: written scorecards, paid trial weeks, and one salary band. Button: remote doesn't forgive a vague process.",
    tags: ['#hiring', '#remotework'],
  },
  {
    name: 'sourdough at night',
    title: 'What a night shift at the bakery taught me about waiting',
    brief: `Our sourdough takes 31 hours from mixing to shelf, and 26 of them are waiting. We bake 240 loaves a night with two people and one oven from 1987.

The supermarket down the road makes a loaf in 90 minutes. It adds enzymes, yeast and steam to do it. Ours adds time.

Angle: patience is an ingredient, and it is the only one we can afford more of than they can.

Tone: warm, not preachy.`,
    tags: ['#baking', '#food'],
  },
  {
    name: 'heat pumps',
    title: 'We heated a 1930s terrace with a heat pump for a winter. The numbers',
    brief:
      'From November to March the heat pump used 3,412 kWh and the house stayed at 20 degrees. The gas boiler it replaced used 11,900 kWh the winter before. Our bill fell from £1,480 to £1,020. The coldest night was minus 7, and nothing happened. Two radiators had to be replaced, for £640. The argument: the house did not need a renovation, it needed a plumber who had done this before.',
    tags: ['#energy', '#climate'],
  },
  {
    name: 'night bus',
    title: 'The council votes on the N4 night bus this Tuesday',
    brief:
      "The N4 has run from the hospital to Eastfield since 1998. The council wants to end it in April to save £210,000 a year. Around 340 people ride it each night, most of them nurses and cleaners. The last train leaves at 23:40; the early shift ends at 1:15. The meeting is on Tuesday at 18:30 in the town hall and is open to everyone. Button: bring someone who rides it.",
    tags: ['#transport', '#localnews'],
  },
  {
    name: 'hiring a nurse',
    title: 'We are hiring a practice nurse, and we put the rota in the ad',
    brief: `- 30 hours a week, four days, no weekends
- £38,000 to £42,000, paid on the 25th
- 20 minutes per appointment instead of 10
- A named mentor for the first six months

Last year three nurses left us within 14 months of each other. All three said the same thing in their exit interview: the appointments were too short. So we changed the appointments.

Apply by 30 June with one page, no cover letter.

CTA: come and spend a morning with us first.`,
    tags: ['#hiring', '#health'],
  },
  {
    name: 'pension',
    title: 'The boring index fund beat my clever portfolio by 41,000 euros',
    brief:
      'For twelve years I ran two accounts: one I managed, one that bought the same index fund on the first of each month. The fund grew 9.1% a year. I grew 5.4% a year and spent about 300 hours on it. My three best decisions were in the first two years. My worst was selling in March 2020. The piece argues that most private investors do not need a better strategy, they need fewer decisions. Button: the best thing I own is a standing order.',
    tags: ['#investing'],
  },
  {
    name: 'running club',
    title: 'Our running club has no fast group',
    brief:
      'We started with 6 people in a car park in 2019. On Wednesday we were 180. There is one distance, 5 km, and the last runner is never alone. Four people over 70 finish every week. The club does not post times. Rule: whoever arrives first sets up the tea. Angle: people do not quit running because it is hard. They quit because it is lonely.',
    tags: ['#running'],
  },
  {
    name: 'blood pressure',
    title: 'Measuring blood pressure in the barber shop',
    brief:
      'In the trial, 319 men had their blood pressure checked by a barber and were sent to a pharmacist who met them in the shop. After six months it had fallen by 27 points in that group and by 9 in the group that was only told to see a doctor. 64% reached a healthy value, against 12%. The drug was the same, the place was different. Angle: care works where people already sit down.',
    facts: ['The trial took place in 52 barber shops.', 'Half of the visits took place outside office hours.'],
    tags: ['#health'],
  },
  {
    name: 'conference',
    title: 'Small Data Conf is back on 12 September',
    brief: `When: 12 September, 9:30 to 17:00
Where: Old Fire Station, Ghent
Price: €90, students €25

Nine talks of 20 minutes, no panels, no sponsors on stage. Last year 210 people came and 140 wrote a postcard to a speaker. Every talk has to show one dataset that fits in a spreadsheet.

Early bird ends on 1 July.

Button: bring a dataset that fits in your pocket.`,
    tags: ['#events', '#data'],
  },
  {
    name: 'food bank',
    title: 'Our food bank stopped asking for proof',
    brief:
      'For nine years people had to show a letter before they got food. In January we dropped the letter. We feared a rush. Visits went from 410 to 436 a month, and the average visit is shorter. Volunteers got back 22 hours a week that went into checking papers. One thing we did not expect: donations rose by 15 percent. Button: trust turned out to be cheaper than paperwork.',
    tags: ['#nonprofit'],
  },
  {
    name: 'B2B procurement',
    title: 'How we cut our enterprise sales cycle from 9 months to 4',
    brief:
      'We lost 11 of 30 deals in procurement last year, not to a competitor. The security questionnaire had 312 questions and took us three weeks each time. We published the answers. Now the buyer sends a link to legal on day one. Average cycle: 4.1 months, from 8.9. Discounting fell too. The post explains how to publish your answers without scaring legal. Angle: enterprise buyers do not want to be convinced, they want to be covered.',
    tags: ['#sales', '#b2b'],
  },
  {
    name: 'father essay',
    title: "My father's toolbox",
    brief:
      'My father kept every screw he ever took out of anything. When he died I got eleven jam jars of them. I have used four screws in two years. I cannot throw out the rest. I think the jars were never about screws. They were how he said that things can be mended.',
    tags: [],
  },
  {
    name: 'German newsletter',
    title: 'Warum wir den Newsletter eingestellt haben',
    brief:
      'Nach zwei Jahren und 48 Ausgaben haben wir den Newsletter eingestellt. Die Öffnungsrate lag bei 19 Prozent — zu wenig für den Aufwand. Am 14. Juni ging die letzte Ausgabe an 3.200 Menschen. Was bleibt, ist ein Archiv. Fazit: Reichweite ist kein Ziel.',
    tags: ['#newsletter'],
  },
  {
    name: 'Spanish water',
    title: 'El pueblo que dejó de perder agua',
    brief:
      'El pueblo perdía el 38 % del agua por tuberías de 1962. En dos años cambiaron 14 kilómetros y la pérdida bajó al 9 %. No fue una gran obra: fue un fontanero con un micrófono. Cada noche escuchaba una calle. Ahora el embalse está al 71 % y nadie riega de madrugada.',
    tags: [],
  },
  {
    name: 'Chinese tea',
    title: '一家只卖三种茶的店',
    brief: '这家店开了12年，只卖三种茶。老板说，菜单越短，客人越放心。去年卖出4.2万杯，退货不到十次。他没有做过一次促销。真正留住客人的不是茶，是等待的时候有人跟你说话。',
    tags: [],
  },
  {
    name: 'accessibility',
    title: 'One blind user test was worth more than our audit',
    brief:
      'The audit found 214 problems and gave us a score of 87. Then Marta, who uses a screen reader, tried to buy a ticket. She stopped after four minutes at a date picker that the audit had marked as passed. We replaced the picker with a text field. Completed orders by screen reader users went from 3 in 20 to 17 in 20. Angle: a checklist tells you what is wrong with the page, a person tells you where they gave up.',
    tags: ['#accessibility'],
  },
  {
    name: 'river',
    title: 'Ten thousand volunteers measured one river',
    brief:
      'On one Saturday in May volunteers took 10,400 water samples along 865 kilometres of the river. Nitrate was above the limit at 23% of the points, and almost all of them lie below farm drains. The kit costs €4. The agency measures at 31 stations. It said the citizen data was "interesting". Include the map. Button: 31 stations can miss a river.',
    tags: ['#nature', '#volunteering'],
  },
  {
    name: 'security incident',
    title: 'What we changed after the laptop was stolen',
    brief:
      "On 3 March a laptop with a copy of our customer table was stolen from a train. 18,200 email addresses were on it, no passwords. The disk was encrypted; we told everyone anyway, within 31 hours. 94 people wrote back, most to say thanks. Since then nobody has production data on a laptop, including the founders. The lesson isn't about encryption. It's that the copy should not have existed.",
    tags: ['#security'],
  },
  {
    name: 'school phones',
    title: 'Phones in a drawer: one school year later',
    brief: `Background: in August 2024 our school put the phones of 640 pupils into a drawer from 8 to 15.

Data: detentions fell from 212 to 87. Borrowed books rose from 1,100 to 2,900. Grades did not change.

Example: the table tennis tables had to be replaced in February, all four of them.

Angle: the phones were not the reason for bad grades. They were the reason for the quiet.

Length: about 200 words`,
    tags: ['#education'],
  },
  {
    name: 'restaurant menu',
    title: 'Why our menu has nine dishes',
    brief:
      'We opened with 34 dishes and threw away 41 kilos of food a week. With nine dishes it is 6 kilos. The kitchen needs two cooks, not four. Guests wait 14 minutes instead of 25. The most common review word is now "fresh". Nobody has asked for the other 25 dishes. Button: a short menu is a promise.',
    tags: ['#food'],
  },
  {
    name: 'facts only',
    title: 'The harbour by numbers',
    brief: '',
    facts: ['The port handled 14.2 million tonnes in 2025.', 'Rail took 31% of the containers, up from 22% in 2021.', 'Average truck waiting time fell from 48 to 29 minutes.', 'Shore power covers 7 of 12 berths.'],
    tags: ['#logistics'],
  },
  {
    name: 'Markdown brief',
    title: 'A library that lends drills',
    brief: `# Plan

Our **library of things** has lent 1,340 items since [opening](https://example.org/opening?ref=3). The drill goes out 4 times a week; the average drill in a home runs 13 minutes in its life.

## Why it works

1. One shelf, 60 items
2. A deposit of €20
3. A volunteer who repairs on Thursdays

> "I came for a drill and stayed for the repair table." A member since March

\`\`\`sql
select count(*) from loans
\`\`\`

![shelf](shelf.png)

End with a question for the readers.`,
    tags: ['#libraries'],
  },
  {
    name: 'emoji launch',
    title: 'Bird Buddy notebook 🐦 is out',
    brief:
      'After 14 months the notebook is here 🎉. 96 pages, 48 common birds, one pencil that fits the spine. Printed in Porto on stone paper, so rain does not matter ☔. The first run is 2,000 copies. We tested it with 26 people who had never watched birds. Button: you only need a window.',
    tags: [],
  },
  {
    name: 'four-day week',
    title: 'A year of four-day weeks in a 40-person agency',
    brief:
      'Revenue per head went from $118,000 to $124,000. Sick days fell by a third. Two clients left; both said response times on Friday were the reason. We dropped the all-hands and the status meeting, nine hours a week in total. Not everything worked: the sales team went back to five days after ten weeks. Thesis: the four-day week is a meeting policy with a nicer name.',
    tags: ['#fourdayweek'],
  },
  {
    name: 'football academy',
    title: 'The academy that stopped counting goals',
    brief:
      'Until the age of 12 our academy plays without a league table. In 2018 we had 31 children in that age group and lost 19 of them within two years. Today we have 74 and lose about 5 a year. Two girls from the first group made the national team in 2025. Coaches count touches of the ball: 410 per child and session, up from 150. Angle: children do not leave football, they leave the bench.',
    tags: ['#football'],
  },
  {
    name: 'manufacturing scrap',
    title: 'The cheapest sensor in our factory is a bell',
    brief:
      'Line 3 made 6.8% scrap for two years. We bought a camera system for $86,000 and scrap fell to 6.1%. Then an operator, Tomasz, hung a bell at station 5: whoever feels the part bind rings it, and the line stops. Scrap is 2.3% now. The bell cost $11. So the expensive part was never the data, it was permission to stop.',
    tags: ['#manufacturing'],
  },
  {
    name: 'Arabic bakery',
    title: 'مخبز الحي',
    brief: 'افتتح المخبز عام 1994. يبيع 600 رغيف كل صباح. لا يوجد إعلان واحد. السر ليس في الطحين، بل في الباب المفتوح.',
    tags: [],
  },
  {
    name: 'ev charging',
    title: 'We put 12 chargers in the car park and nobody used them',
    brief: `In June 2024 we installed 12 charging points for £61,000. In the first quarter they were used 19 times. We asked the drivers. They did not know that the chargers were open to them; the sign said "permit holders only". We changed the sign. Use in the second quarter: 1,104 sessions. Angle: adoption problems are often signage problems. Keep it under 150 words.`,
    tags: ['#electricvehicles'],
  },
  {
    name: 'vaccines logistics',
    title: 'How a fridge decides who gets vaccinated',
    brief: `Hook: in the district we visited, one of five clinics had a working fridge.
Facts: vaccine doses spoil above 8 degrees; the nearest cold store is 74 km away; a solar fridge costs $5,200 and lasts ten years.
Angle: the last mile is a refrigeration problem before it is a medical one.
Button: buy the fridge first.`,
    tags: ['#health'],
  },
  {
    name: 'quiet quitting of meetings',
    title: 'The meeting that survived',
    brief: `We cancelled all 46 recurring meetings on one Monday and asked people to re-book what they missed. Nine came back within a month. The only one that came back in full was the Thursday demo. The article looks at why demos survive and status meetings do not. People came to see things, not to hear about them.`,
    tags: ['#productivity'],
  },
  {
    name: 'choir',
    title: 'A choir for people who were told they cannot sing',
    brief: `Every Tuesday 70 people meet in the old customs house. Nobody auditions. The conductor, Leila Haddad, says "wrong notes are how we know you came". The concert on 6 December is free; last year 400 came and 60 stood. Bring a chair.`,
    tags: ['#music'],
  },
  {
    name: 'insurance claims',
    title: 'Why we pay small claims in an hour',
    brief: `62% of our claims are below 300 euros. Checking one used to cost us 84 euros. Now we pay them within the hour and check a random 5% afterwards. Fraud in that sample is 1.3%, down from the 2.1% we caught before. So trust turned out to be the cheaper control. The piece should be sober. Source: internal claims report 2025.`,
    tags: [],
  },
  {
    name: 'open source maintainer',
    title: 'I maintain a library with 40 million downloads and earn nothing from it',
    brief: `The library parses dates. It has 40 million downloads a month, 2 maintainers and 311 open issues. Last year I spent 380 hours on it — most of them at night, on trains, and during my kids' swimming lessons. Three companies sent stickers. I don't want a donation button; I want someone to take over the time zone code. Thesis: open source does not run on money or on love, it runs on people who cannot let a bug be wrong.`,
    tags: ['#opensource'],
  },
  {
    name: 'French',
    title: 'La boulangerie qui ferme le week-end',
    brief: `Depuis mars, la boulangerie ferme le samedi et le dimanche. Le chiffre d'affaires a baissé de 11 %, mais les trois apprentis sont restés. Avant, ils partaient au bout de six mois. Le pain est le même. Ce n'est pas le week-end qui coûtait cher, c'est le départ des gens.`,
    tags: [],
  },
  {
    name: 'Q3 results',
    title: 'Q3: revenue up 18%, churn down to 2.4%',
    brief: `- Revenue of $14.2 million, up 18% year over year
- Monthly churn fell to 2.4% from 3.1%
- 212 new customers, 31 of them above $50k
- Gross margin stayed at 71%

The reason is not a new product. We stopped selling to teams below ten people in April, and support tickets fell by 40 percent.

Note: don't mention the layoffs.
Button: growth came from saying no.`,
    tags: ['#saas'],
  },
  {
    name: 'garden',
    title: 'What 40 square metres can feed',
    brief: `Our allotment has 40 square metres. Between March and October it gave us 212 kg of vegetables, about half of what two people eat. We weighed everything. Potatoes were the worst use of the space and beans the best: 2.1 kg against 5.8 kg per square metre. We worked 4 hours a week. It saved maybe 600 euros, so do it for another reason.`,
    tags: ['#gardening'],
  },
  {
    name: 'design system',
    title: 'Our design system had 61 buttons',
    brief: `The audit counted 61 button variants in 14 products. Eleven had no owner. We did not build a new system. We deleted one variant a week and wrote down who complained. After nine months there are 7 left and two complaints, both about the same dropdown. Explain how we picked the order. Angle: a design system is what is left after you stop adding. Button: delete one thing on Friday.`,
    tags: ['#design'],
  },
  {
    name: 'very short',
    title: 'Ship the boring fix',
    brief: 'Ship the boring fix.',
    tags: [],
  },
  {
    name: 'bullets only',
    title: 'Launch checklist for a community fridge',
    brief: `* a plug that is not on a timer
* one person with a key per day of the week
* a logbook, so that 3 degrees is a fact and not a hope
* a sign in four languages`,
    tags: [],
  },
  {
    name: 'quote-heavy',
    title: 'What the mayor promised about the bridge',
    brief: `The Lindow bridge has been closed since 4 February. "It will reopen before the summer," Mayor Anna Kiel said on Monday. In March she said the same. The repair costs €3.4 million; the council has approved €1.9 million. 11,000 people crossed the bridge every day. The detour takes 18 minutes by car and 50 on foot.`,
    tags: ['#localnews'],
  },
  {
    name: 'Japanese',
    title: '閉店時間のない本屋',
    brief: 'この本屋は24時間開いている。夜中の客は1日平均31人。店員はいない。鍵は町の人が持っている。盗まれた本は3年間で7冊だけだった。信頼は防犯カメラより安い。',
    tags: [],
  },
];
