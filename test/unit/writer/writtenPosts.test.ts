import assert from 'node:assert/strict';
import { unsupported } from '../../../src/writer/unsupported.js';

/** What is known, what a writer made of it, and what of that nobody told her: the rest is said in other words. */
interface Written {
  readonly about: string;
  readonly source: string;
  readonly body: string;
  readonly invented: readonly string[];
}

const posts: readonly Written[] = [
  {
    about: 'qwen',
    source: `Qwen Shopping indexes 4 billion SKUs from Taobao and Tmall. Launched on 11 May 2026. 30 day price history. It answered 1,000 test questions in 2.4 seconds on average; 87 percent were right. Alibaba says the assistant will reach 300 million monthly users.`,
    body: `Alibaba's new assistant reads **4B SKUs**. Ask it for a rain jacket and it shows a 30-day price history, not an ad.

- 1000 test questions, 87% right
- 2.4s on average
- Live since May 11th, 2026

Taobao and Tmall shoppers (300M a month) won't notice the index. They'll notice that the answer is short. That's the product: less searching, more deciding.

Think of it as a clerk, not a catalog. Would you trust it with your next purchase?`,
    invented: [],
  },
  {
    about: 'bakery',
    source: `The bakery on Mill Street threw away 31 loaves a night in March and throws away 4 now. It took two days to build and eleven weeks to be trusted. The night baker overruled it on 38 of the first 60 nights. Maria Lopez runs it.`,
    body: `## The forecast was the cheap part

Maria's bakery used to bin thirty-one loaves a night. Today it's four.

The model took 2 days. Trust took 11 weeks. On 38 of 60 nights, the baker pressed the button that says "No".

That is nearly two out of three nights. Lopez didn't mind: the point was never to be right, it was to be overruled.

What would you let your team overrule?`,
    invented: [],
  },
  {
    about: 'oven',
    source: `300 kg of brick hold 180 degrees for 9 hours. Cost: €2,400 in parts. Saves 40% gas. Built by Tom and Ines over 11 weekends in 2025.`,
    body: `300kg of brick. 180°C. Nine hours.

Tom and Ines built it in 11 weekends, for €2400 in parts. It cuts gas use by 40 percent, or two fifths. By Sunday morning it is still hot enough for bread.

In 2025 that was a hobby. On a Monday in winter it is a business.`,
    invented: ['Sunday'],
  },
  {
    about: 'saas',
    source: `Churn fell from 5.2% to 3.1% after we moved onboarding calls from day 14 to day 2. 212 accounts in the cohort, Q3 2025. Stripe data. Average contract $1.2K per month.`,
    body: `We moved one call. Churn dropped from 5.2 % to 3.1 %.

The call used to happen on day fourteen. Now it's day two. 212 accounts, one quarter (Q3 of 2025), measured in Stripe.

At $1,200 a month per account, that's the cheapest feature we ever shipped. CRM hygiene, NPS surveys and a fancier dashboard did nothing.

PS: yes, the CEO makes some of those calls.`,
    invented: [],
  },
  {
    about: 'eu ai act',
    source: `The EU AI Act's general-purpose rules apply from 2 August 2025. Fines up to 35 million euros or 7% of global turnover. 
The code of practice was signed by OpenAI, Anthropic and Google; Meta refused.`,
    body: `On August 2nd, 2025 the AI Act's rules for general-purpose models started to apply.

Three labs signed the code: OpenAI, Google, Anthropic. Meta didn't.

The stick: €35M, or 7% of worldwide turnover. The European Commission can ask for documents first. Brussels, for once, is shipping on time.`,
    invented: ['Commission'],
  },
  {
    about: 'remote',
    source: `Survey of 1,900 remote workers by Buffer. 98% would recommend remote work. Loneliness named by 23%. Time zones by 19%.`,
    body: `Almost everyone (98%) recommends remote work. Nearly a quarter - 23% - feel lonely. And one in five struggles with time zones.

Buffer asked 1.9K people. The takeaway isn't "back to the office". It's: schedule the coffee.

1. Pick a time, say 10 a.m.
2. Keep it under 15 minutes
3. No agenda

I've done this since Monday. Works on Zoom, works on Slack.`,
    invented: ['10', '15', 'Monday', 'Zoom', 'Slack'],
  },
  {
    about: 'hiring',
    source: `We hired 6 engineers without CVs. Work sample, 90 minutes, paid $150. 140 applicants. Median time to hire 19 days, was 43.`,
    body: `No CVs. 140 people applied; six got an offer and all 6 said yes.

The task takes an hour and a half and pays $150. We hire in 19 days instead of 43.

LinkedIn says a CV gets seven seconds. Ours gets zero.

HR hated it at first. Now our CTO reads every sample on Friday.`,
    invented: ['LinkedIn', 'Friday'],
  },
  {
    about: 'chip',
    source: `TSMC's N2 process: 15% faster at same power than N3E. Wafers cost about $30,000. Fab 20 in Hsinchu and Fab 22 in Kaohsiung.`,
    body: `TSMC's N2 is 15 percent faster than N3E at the same power. A wafer costs $30K.

There are two fabs: Hsinchu (Fab 20) and Kaohsiung (Fab 22). Taiwan stays at the centre.

For Apple or Nvidia that's a rounding error. For a startup, it's payroll.`,
    invented: ['Apple', 'Nvidia'],
  },
  {
    about: 'recipe',
    source: `Overnight oats: 50 g oats, 150 ml milk, 1 tbsp chia. 8 hours in the fridge. 320 kcal, 14 g protein.`,
    body: `**Overnight oats** in one line: 50g oats + 150ml milk + 1 tablespoon of chia, then eight hours of nothing.

320 calories. 14 grams of protein. Zero dishes.

Make five jars on Sunday and you're set until Friday.`,
    invented: ['Sunday', 'Friday'],
  },
  {
    about: 'de',
    source: `Die Bäckerei wirft nachts 4 statt 31 Brote weg. Umsatz plus 12 Prozent. Das Modell kostete 1.500 Euro. Start im März 2026.`,
    body: `31 Brote pro Nacht. Heute sind es vier.

Das Modell hat 1500 € gekostet und läuft seit 03/2026. Der Umsatz stieg um 12 %. Die Bäckerin entscheidet trotzdem selbst, jede Nacht um drei.`,
    invented: [],
  },
  {
    about: 'es',
    source: `El mercado vendió 3 millones de euros en 2024. 45% online. Fundado en Valencia.`,
    body: `El mercado de Valencia vendió 3 M€ en 2024. Casi la mitad, un 45 %, fue online.

Nadie lo esperaba. Ni siquiera los vendedores.`,
    invented: [],
  },
  {
    about: 'climate',
    source: `Heat pumps outsold gas boilers in Germany: 299,000 vs 275,000 units in 2025, the first time. BDH data. Prices from 25,000 EUR installed; KfW grants up to 70%.`,
    body: `For the first time, Germans bought more heat pumps than gas boilers: 299k vs. 275k.

That's 24,000 more units in one year. The average price? From €25k installed. KfW pays as much as 70 per cent of that.

Source: BDH, 2025. Germany isn't Norway yet. But the line crossed.`,
    invented: ['24,000', 'Norway'],
  },
  {
    about: 'open source',
    source: `curl has 180 contributors per year, Daniel Stenberg maintains it since 1998, runs on 20 billion installations. Bug bounty paid over $100,000.`,
    body: `A Swedish developer started curl in 1998. Daniel still maintains it, 28 years later.

It runs on 20 billion devices: your car, your TV, your phone. 180 people contribute each year. The bounty has paid more than $100k.

Big companies depend on it. Most have never sent a dollar, a patch or a thank-you. Be the one who does.`,
    invented: ['Swedish', '28'],
  },
  {
    about: 'video',
    source: `Video script: 20 seconds. Shot 1: a hand picks 3 tomatoes. Price tag reads $2.99/lb. Voice: "Local costs less than you think". Farmers market at Union Square opens 8:00.`,
    body: `[0-5s] A hand picks three tomatoes.
[5-12s] The tag: $2.99 a pound.
[12-20s] "Local costs less than you think."

Union Square, from 8 AM. Bring a bag.`,
    invented: [],
  },
  {
    about: 'fin',
    source: `Fed cut rates by 25 basis points to 3.75-4.00% on 29 October 2025. Powell: December cut not a foregone conclusion. S&P 500 fell 0.5%.`,
    body: `The Fed cut by a quarter point, to a range of 3.75% to 4%.

Powell then said a December cut is "not a foregone conclusion". The S&P dropped half a percent.

Oct 29: good news, bad mood. J. Powell knows how to end a party.`,
    invented: [],
  },
  {
    about: 'health',
    source: `A 12-week trial with 412 adults: 7,500 steps a day cut resting heart rate by 6 bpm. Published in The Lancet, 2024. Control group: no change.`,
    body: `You don't need 10,000 steps. In a 12 week trial 412 adults walked 7.5k steps per day. After three months their resting heart rate was down six beats per minute.

The Lancet published it in '24. The control group? Flat.

So: walk to the second-next stop. Every day, twice.`,
    invented: ['10,000'],
  },
  {
    about: 'history',
    source: `Xerox PARC built the Alto in 1973, cost $12,000 each, about 2,000 made. Steve Jobs visited in December 1979.`,
    body: `In the 1970s Xerox built the future and left it in a lab. The Alto, 1973: a mouse, windows, Ethernet. $12k apiece. Some two thousand were made.

Then Jobs walked in. It was December '79. The rest is Macintosh history.

In the 20th century you could own the future and not notice. In the 21st you can't.`,
    invented: ['Ethernet', 'Macintosh', '21'],
  },
  {
    about: 'events',
    source: `Meetup on Thursday 12 June, 18:30, at Factory Berlin, 80 seats, talks by Ana Ruiz (Spotify) and Jan de Vries. Free.`,
    body: `Thursday, June 12, 6:30pm. Factory Berlin. 80 seats, €0.

Ana (Spotify) on evaluating agents, Jan on why he stopped. Doors close at half past six. Pizza until it's gone.

RSVP below, or DM me. #Berlin #AI`,
    invented: [],
  },
];

describe('Posts that people write', () => {
  for (const { about, source, body, invented } of posts) {
    it(`are reported for what nobody told them, and nothing else: ${about}`, () => {
      assert.deepEqual(unsupported(body, [source]).map(({ text }) => text), invented);
    });
  }
});
