import assert from 'node:assert/strict';
import { longestMessage, parseSpecialMessage } from '../../../src/plan/specialMessage.js';
import type { Quota, SpecialMessage } from '../../../src/plan/quota.js';

const pillars = [
  { key: 'ai-products', name: 'AI products' },
  { key: 'small-shops', name: 'Small shops' },
  { key: 'craft', name: 'Craft' },
];
const parse = (text: string): SpecialMessage => parseSpecialMessage(text, { pillars });

/** `*=5 video=1 craft/hero_text=2.. small-shops=0..3` */
const written = ({ contentFormat, pillar, count: { min, max } }: Quota): string =>
  `${[pillar, contentFormat].filter((part) => part !== undefined).join('/') || '*'}=${min}${max === min ? '' : `..${max ?? ''}`}`;
const quotas = (text: string): string => parse(text).quotas.map(written).join(' ');

/** Message, quotas, and the instruction that is left; none by default. */
type Row = readonly [message: string, quotas: string, instruction?: string];

const counts: readonly Row[] = [
  ["Generate exactly 5 items: 1 with content_format='video' and 4 with content_format='hero_text'.", '*=5 video=1 hero_text=4'],
  ["Generate exactly 5 items: 4 with content_format='hero_text' and\n1 with content_format='video'.", '*=5 hero_text=4 video=1'],
  ['4 items with content_format="hero_text", 1 item with content_format="video"', 'hero_text=4 video=1'],
  ['5 posts, 1 of them a video', '*=5 video=1'],
  ['Five posts. One of them should be a video.', '*=5 video=1'],
  ['Two videos and three text posts.', 'video=2 hero_text=3'],
  ['three hero-text posts plus a video', 'hero_text=3 video=1'],
  ['a video and four text posts', 'video=1 hero_text=4'],
  ['1 video + 4 hero_text', 'video=1 hero_text=4'],
  ['1 video / 4 hero_text', 'video=1 hero_text=4'],
  ['4 hero_text & 1 video, please', 'hero_text=4 video=1'],
  ['2x video, 3x hero_text', 'video=2 hero_text=3'],
  ['video x 2, hero_text x3', 'video=2 hero_text=3'],
  ['3 × hero_text, 1 × video', 'hero_text=3 video=1'],
  ['video: 1, hero_text: 4', 'video=1 hero_text=4'],
  ['Total: 5. Videos: 2.', '*=5 video=2'],
  ['video = 2; hero text = 3', 'video=2 hero_text=3'],
  ["content_format='video': 1\ncontent_format='hero_text': 4", 'video=1 hero_text=4'],
  ['- 1 video\n- 4 text posts', 'video=1 hero_text=4'],
  ['- videos: 1\n- text posts: 4\n- total: 5', 'video=1 hero_text=4 *=5'],
  ['Videos (2), text posts (3)', 'video=2 hero_text=3'],
  ['Number of videos: 3. Number of posts: 8.', 'video=3 *=8'],
  ['Posts: 8, of which videos: 3', '*=8 video=3'],
  ['I want twenty-one posts, of which exactly seven must be videos', '*=21 video=7'],
  ['ninety-nine posts', '*=99'],
  ['forty two items', '*=42'],
  ['a dozen posts, a pair of them videos', '*=12 video=2'],
  ['Half a dozen posts with a couple of videos', '*=6 video=2'],
  ['two dozen pieces of content', '*=24'],
  ['a single video', 'video=1'],
  ['one hundred posts', '*=100'],
  ['three (3) videos and five (5) text posts', 'video=3 hero_text=5'],
  ['Generate six, two of them videos.', '*=6 video=2'],
  ['Give me seven.', '*=7'],
  ['7', '*=7'],
  ['Exactly three.', '*=3'],
  ['We need 8 in total: 2 video, 6 text', '*=8 video=2 hero_text=6'],
  ['Make two of the five posts videos', '*=5 video=2'],
  ['Five posts, two being videos', '*=5 video=2'],
  ['Two as video, three as text', 'video=2 hero_text=3'],
  ['2 in video format, 3 in hero_text format', 'video=2 hero_text=3'],
  ['3 video clips and 2 hero text items', 'video=3 hero_text=2'],
  ['5 post ideas, 2 video ideas', '*=5 video=2'],
  ['a 5-post series', '*=5'],
  ['Could you do 6? 2 vids', '*=6 video=2'],
  ['Need: 10 items → 3 video, 7 hero_text', '*=10 video=3 hero_text=7'],
  ["1 x content_format='video', 4 x content_format='hero_text'", 'video=1 hero_text=4'],
  ["Of the 5 items, 1 has content_format='video' and 4 have content_format='hero_text'.", '*=5 video=1 hero_text=4'],
  ['2 of 7 posts should be videos', '*=7 video=2'],
  ['5 posts, thereof 2 videos', '*=5 video=2'],
  ['Two more videos, please', 'video=2'],
  ['split: 3 hero_text / 2 video', 'hero_text=3 video=2'],
  ['posts: 5 (videos: 1, texts: 4)', '*=5 video=1 hero_text=4'],
  ["Create 5 items where exactly 1 uses content_format='video'; all others content_format='hero_text'.", '*=5 video=1 hero_text=4'],
  ["GENERATE EXACTLY 5 ITEMS: 1 WITH CONTENT_FORMAT='VIDEO' AND 4 WITH CONTENT_FORMAT='HERO_TEXT'.", '*=5 video=1 hero_text=4'],
  ['exactly five (5) items — one (1) video – four (4) text', '*=5 video=1 hero_text=4'],
  ['4 posts with an equal number of videos and text posts', '*=4 video=2 hero_text=2'],
  ['Plan the next 5 posts', '*=5', 'Plan the next posts'],
];

const bounds: readonly Row[] = [
  ['at least 2 videos', 'video=2..'],
  ['At least two videos, at most three text posts, 5 in total', 'video=2.. hero_text=0..3 *=5'],
  ['no more than three videos', 'video=0..3'],
  ['not more than 3 videos but no fewer than 2 text posts', 'video=0..3 hero_text=2..'],
  ['up to 5 items, at least one video', '*=0..5 video=1..'],
  ['a maximum of four posts and a minimum of one video', '*=0..4 video=1..'],
  ['max. 4 posts, min. 1 video', '*=0..4 video=1..'],
  ['4 posts max, 2 videos minimum', '*=0..4 video=2..'],
  ['4 posts at most; 2 videos or more', '*=0..4 video=2..'],
  ['5+ posts', '*=5..'],
  ['three or fewer videos', 'video=0..3'],
  ['more than 2 videos', 'video=3..'],
  ['fewer than 3 videos and six text posts', 'video=0..2 hero_text=6'],
  ['Do not make more than 3 videos.', 'video=0..3'],
  ["There shouldn't be more than two videos among 6 posts", 'video=0..2 *=6'],
  ['between 2 and 4 videos and 2-4 hero text posts', 'video=2..4 hero_text=2..4'],
  ['from two to four posts', '*=2..4'],
  ['2–4 posts, 1 or 2 of them videos', '*=2..4 video=1..2'],
  ['anywhere from 3 to 5 items', '*=3..5'],
  ['at least two and at most four videos', 'video=2..4'],
  ['at least 2, but no more than 4 videos', 'video=2..4'],
  ['exactly 4 posts, just one video', '*=4 video=1'],
  ['about 10 posts', '*=8..12'],
  ['5 or more posts', '*=5..'],
  ['at least 1 video but not more than 3, 6 posts overall', 'video=1..3 *=6'],
  ['videos at most 2, posts exactly 6', 'video=0..2 *=6'],
  ['max 2 videos out of 7', '*=7 video=0..2'],
  ['minimum 2 videos; maximum 4 text posts; total 5', 'video=2.. hero_text=0..4 *=5'],
  ['A minimum of 3 posts. A maximum of 5 posts.', '*=3.. *=0..5'],
  ['five items and up to two videos; 3 posts for craft and up', '*=5 video=0..2 craft=3..'],
];

const kinds: readonly Row[] = [
  ['No videos. Five posts.', 'video=0 *=5'],
  ['5 posts, none of them videos', '*=5 video=0'],
  ['5 posts without any video', '*=5 video=0'],
  ["Don't include any videos. Eight items.", 'video=0 *=8'],
  ['4 posts, nothing for craft', '*=4 craft=0'],
  ['zero videos and four text posts', 'video=0 hero_text=4'],
  ['Make six posts, two of which are videos; the rest hero_text.', '*=6 video=2 hero_text=4'],
  ['6 posts: 2 videos and the others should be text posts', '*=6 video=2 hero_text=4'],
  ['Nine items, one video, everything else hero_text', '*=9 video=1 hero_text=8'],
  ['9 posts, 1 for craft, the rest for small-shops', '*=9 craft=1 small-shops=8'],
  ['10 posts: 3 videos, hero_text for the rest', '*=10 video=3 hero_text=7'],
  ['5 to 8 posts, 2 videos, the remainder text posts', '*=5..8 video=2 hero_text=3..6'],
  ['6 posts, half of them videos', '*=6 video=3'],
  ['Half of the 7 posts should be videos.', '*=7 video=3..4'],
  ['ten posts, 40% videos', '*=10 video=4'],
  ['nine posts, a third of them for craft', '*=9 craft=3'],
  ['6 posts split evenly between videos and text posts', '*=6 video=3 hero_text=3'],
  ['Six posts, equally spread across the pillars', '*=6 ai-products=2 small-shops=2 craft=2'],
  ['5 items, all hero_text', '*=5 hero_text=5'],
  ['5 posts. All of them should be videos.', '*=5 video=5'],
  ['Videos only, 3 of them.', 'video=3 *=3'],
  ['one post for each pillar', 'ai-products=1 small-shops=1 craft=1'],
  ['two posts per pillar, one of them a video', 'ai-products=2 small-shops=2 craft=2 ai-products/video=1 small-shops/video=1 craft/video=1'],
  ['no more than one video per pillar', 'ai-products/video=0..1 small-shops/video=0..1 craft/video=0..1'],
  ['One each for craft, small shops and AI products.', 'craft=1 small-shops=1 ai-products=1'],
  ['each pillar gets two posts', 'ai-products=2 small-shops=2 craft=2'],
  ['Every pillar should get at least one video', 'ai-products/video=1.. small-shops/video=1.. craft/video=1..'],
  ['Five posts, each pillar at least once', '*=5 ai-products=1.. small-shops=1.. craft=1..'],
  ['one of each format', 'hero_text=1 video=1'],
  ['2 for ai-products, 1 for small shops and 2 in the craft pillar', 'ai-products=2 small-shops=1 craft=2'],
  ['2 craft videos, 1 AI products video and 3 text posts about small shops', 'craft/video=2 ai-products/video=1 small-shops/hero_text=3'],
  ['2 videos for craft and 3 hero_text items in pillar=ai-products', 'craft/video=2 ai-products/hero_text=3'],
  ["3 items with pillar='craft' and content_format='video'", 'craft/video=3'],
  ['ai-products: 2\ncraft: 1\nsmall-shops: 2', 'ai-products=2 craft=1 small-shops=2'],
  ['craft: 1 video and 2 text posts; small-shops: 2 videos', 'craft/video=1 craft/hero_text=2 small-shops/video=2'],
  ['For craft, 2 posts. For small shops, 3 posts.', 'craft=2 small-shops=3'],
  ['3 videos (2 craft, 1 small-shops) and 2 text posts', 'video=3 craft/video=2 small-shops/video=1 hero_text=2'],
  ['4 posts about small shops, 1 of them a video', 'small-shops=4 small-shops/video=1'],
  ['3 videos, 2 of them for craft', 'video=3 craft/video=2'],
  ['Produce 1 video about craft and, for small shops, 2 text posts.', 'craft/video=1 small-shops/hero_text=2'],
  ['Exactly 5 items. Format: 1 video, 4 hero_text. Pillars: 2 craft, 2 ai-products, 1 small-shops.', '*=5 video=1 hero_text=4 craft=2 ai-products=2 small-shops=1'],
  ['twelve items, four per pillar, half of them video', '*=12 ai-products=4 small-shops=4 craft=4 video=6'],
  ['not more than 5 posts and not a single video', '*=0..5 video=0'],
];

const instructions: readonly Row[] = [
  ['Write 5 posts about pricing in a dry tone.', '*=5', 'Write posts about pricing in a dry tone.'],
  ['Generate 4 items. Keep the titles short! Mention no competitor.', '*=4', 'Keep the titles short! Mention no competitor.'],
  ['2 videos under 60 seconds and 3 text posts of 3 paragraphs each', 'video=2 hero_text=3', 'videos under 60 seconds and text posts of 3 paragraphs each'],
  ['Make 5 punchy posts and 2 sixty-second videos', '*=5 video=2', 'Make punchy posts and sixty-second videos'],
  ['two 60-second videos', 'video=2', '60-second videos'],
  ['2 posts about prices and 3 posts about shipping', '*=5', 'posts about prices and posts about shipping'],
  ['5 posts. At least one post should mention Taobao. The 5 posts must not repeat a fact.', '*=5', 'At least one post should mention Taobao. The 5 posts must not repeat a fact.'],
  ['5 posts, 2 video links each', '*=5', '2 video links each'],
  ['In 2026: 3 posts, each under 60 seconds to read.', '*=3', 'In 2026: each under 60 seconds to read.'],
  ['3 short posts and 1 long post', '*=4', 'short posts and long post'],
  ['6 posts, at most 2 long posts', '*=6', 'at most 2 long posts'],
  ['Five items, no more than two per pillar, each resting on at least 2 facts.', '*=5 ai-products=0..2 small-shops=0..2 craft=0..2', 'each resting on at least 2 facts.'],
  ['Give us three posts, ideally one of them a video', '*=3', 'ideally one of them a video'],
  ['6 Beiträge. 4 posts, then.', '*=4', '6 Beiträge.'],
];

/** Numbers that count nothing of ours. */
const noCounts: readonly string[] = [
  'Top 5 reasons people leave their bank',
  '3 paragraphs each, under 60 seconds to read',
  'Plan for 2026-05-11 at 10:30, budget $5, version v2, chapter 3.5',
  'Post it in 2026',
  '3 posts a week for 4 weeks',
  'Two videos per fact',
  'One of a kind. On the one hand this, on the other that.',
  'All videos must be short.',
  'Keep every video under a minute',
  'no video longer than 60 seconds',
  'No text in the images, no videos with music',
  'Use 3 hashtags, 2 emojis and 1 link in each post',
  'Our last 3 posts were dull; the first 2 videos worked.',
  'Every 2 posts, mention the shop.',
  '5k views, 24/7 support, 100% organic, the 3rd video',
  'Make it 2x faster to read',
  'In a video, show the map. As a post for beginners.',
  'Two-part titles, three-word openers',
  'Use facts f1 and f2 in one post',
  'Plan posts 1 to 5',
  'A few videos would be nice, mostly text',
  'Make the videos funny and the posts short',
  '',
];

const contradictions: readonly (readonly [message: string, says: RegExp])[] = [
  ['6 items: 1 video and 4 hero_text', /formats make 5, but the message asks for exactly 6/],
  ['1 video + 4 hero_text = 6 posts', /formats make 5/],
  ['Four posts: 3 videos and 2 text posts', /formats make 5, but the message asks for exactly 4/],
  ['at least 4 of at most 3 posts', /different numbers of items in all: at most 3, at least 4/],
  ['at least 4 videos and at most 3 videos', /video items: at least 4, at most 3/],
  ['between 4 and 2 posts', /at least 4 and at most 2/],
  ['3 posts, 5 of them videos', /formats make at least 5/],
  ['4 posts: 3 for craft and 2 for small-shops', /pillars make at least 5|pillars make 5/],
  ['10 posts, 2 per pillar', /pillars make 6/],
  ['2 for craft, 3 craft videos', /formats for craft make at least 3/],
  ['1 video; 1 video for craft and 1 video for small-shops', /video items of the pillars make/],
  ['200 posts', /200 posts.* more than 100/],
  ['3 posts: 4 videos and the rest text posts', /rest|formats make/],
  ["5 posts: 1 with content_format='carousel'", /no content_format “carousel”/],
  ["2 posts with pillar='pricing'", /no pillar “pricing”/],
  ['5 posts and 6 posts', /items in all: exactly 5, exactly 6/],
  ['no videos, 2 videos', /video items: exactly 0, exactly 2/],
  ['2 posts: 1 for craft, 1 for small-shops, at least one video per pillar', /pillars make|No set of items|video/],
];

describe('a special message', () => {
  for (const [title, rows] of Object.entries({ 'says how many': counts, 'bounds numbers': bounds, 'counts kinds': kinds, 'keeps what it says beside numbers': instructions })) {
    describe(title, () => {
      for (const [message, expected, instruction = ''] of rows) {
        it(JSON.stringify(message), () => {
          const { instruction: left, contradictions: against } = parse(message);
          assert.deepEqual({ quotas: quotas(message), instruction: left, against }, { quotas: expected, instruction, against: [] });
        });
      }
    });
  }

  describe('counts nothing', () => {
    for (const message of noCounts) {
      it(JSON.stringify(message), () => {
        const { instruction, contradictions: against } = parse(message);
        assert.deepEqual({ quotas: quotas(message), instruction, against }, { quotas: '', instruction: message, against: [] });
      });
    }
  });

  describe('is refused', () => {
    for (const [message, says] of contradictions) {
      it(JSON.stringify(message), () => {
        const [first = ''] = parse(message).contradictions;
        assert.match(first, says);
        assert.match(first, /^(?:\p{Lu}|“|galley).*\.$/u);
      });
    }

    it('when it is too long to be read', () => {
      const { quotas: found, contradictions: [first = ''] } = parse('5 posts. '.repeat(longestMessage));
      assert.deepEqual(found, []);
      assert.match(first, /longer than 4000 characters/);
    });
  });

  it('says where it says each number', () => {
    const text = "Generate exactly 5 items: 1 with content_format='video' and 4 as hero_text.";
    assert.deepEqual(parse(text).quotas.map(({ span }) => text.slice(span.start, span.end)), ['exactly 5 items', "1 with content_format='video", '4 as hero_text']);
  });

  it('says what the rest may be when its parts are fewer than all', () => {
    assert.deepEqual(parse('5 posts, 1 of them a video').remarks, ['4 of the 5 items may have any of these formats: hero_text.']);
    assert.deepEqual(parse('6 posts: 2 for craft and 1 for small-shops').remarks, ['3 of the 6 items may have any of these pillars: ai-products.']);
    assert.deepEqual(parse('6 posts, at least 2 videos').remarks, ['4 of the 6 items may have any of these formats: hero_text, video.']);
    assert.deepEqual(parse('half of them videos').remarks, ['The message asks for a share without saying how many there are in all, so the share has no number.']);
  });

  it('names no pillar where the studio has none', () => {
    assert.deepEqual(parseSpecialMessage('one post per pillar', { pillars: [] }).quotas, []);
    assert.match(parseSpecialMessage("2 posts with pillar='craft'", { pillars: [] }).contradictions[0] ?? '', /galley\.yaml has no pillars/);
  });
});
