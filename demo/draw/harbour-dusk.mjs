// Lantern Steps at dusk: the last ferry on her way over, Maud open behind her.

import { block, look, pier, span } from './bridge.mjs';
import { between, box, curve, dice, disc, fill, group, HEIGHT, ink, line, sheet, WIDTH } from './ink.mjs';
import { person } from './people.mjs';

const WATERLINE = 800;

export function scene() {
  const s = sheet();
  const roll = dice(1938);
  const see = look({ eye: [-6, 4, 150], target: [0, 9, 0], zoom: 1560, centre: [1440, 752] });
  const sky = box(
    0,
    0,
    WIDTH,
    HEIGHT,
    s.blend([
      [0, '#14263a'],
      [0.22, '#2c4961'],
      [0.38, '#5f6f7c'],
      [0.48, '#b5826f'],
      [0.55, '#e2a066'],
      [0.58, '#efbb74'],
    ]),
  );
  const afterglow = disc(
    820,
    800,
    900,
    s.glow(
      [
        [0, '#ffd68c', 0.75],
        [0.35, '#f0a763', 0.4],
        [1, '#f0a763', 0],
      ],
      820,
      800,
      900,
    ),
  );
  const works =
    approach(see) +
    pier(see, { stone: '#2b3844', shade: '#1d2833', timber: '#18222c' }) +
    group(span(see, -38, { far: '#3a3d47', deck: '#202a35', near: '#1a2430', lamp: '#ffd27a' }), `filter="${s.torn(2.2, 0.06)}"`);
  return s.finish(
    sky + streaks(s, roll) + afterglow + moon(s) + bank(s, roll) + water(s, roll) + works + ferry(s, roll) + gulls() + steps(s),
    ink.night,
  );
}

function streaks(s, roll) {
  let out = '';
  for (let i = 0; i < 34; i++) {
    const y = between(roll, 60, 740);
    const warm = y > 380;
    out += `<ellipse cx="${between(roll, -100, WIDTH)}" cy="${y}" rx="${between(roll, 140, 620)}" ry="${between(roll, 3, 13)}" fill="${warm ? '#f6b878' : '#7d8794'}" opacity="${between(roll, 0.12, warm ? 0.5 : 0.3).toFixed(2)}"/>`;
  }
  return group(out, `filter="${s.soft(4)}"`);
}

function moon(s) {
  return (
    disc(
      1690,
      210,
      170,
      s.glow(
        [
          [0, '#f2e8d6', 0.28],
          [1, '#f2e8d6', 0],
        ],
        1690,
        210,
        170,
      ),
    ) + fill('M1672 182A34 34 0 1 1 1668 236A30 30 0 0 0 1672 182Z', '#f4ecd9')
  );
}

/** The Townside skyline: gables, the Corn Exchange dome, St Bride's, the brewery stack. */
function bank(s, roll) {
  const far = skyline(roll, 760, 20, 66, 30, 70);
  const near = skyline(roll, 786, 18, 96, 36, 92);
  const dome = 'M392 790L392 668Q400 600 466 590L466 566L474 566L474 590Q540 600 548 668L548 790Z';
  const spire = 'M700 790L700 610L722 448L744 610L744 790Z';
  const stack = 'M196 790L204 520L226 520L234 790Z';
  let lights = '';
  for (let i = 0; i < 90; i++)
    lights += box(
      between(roll, 0, 900),
      between(roll, 712, 788),
      between(roll, 4, 8),
      between(roll, 6, 11),
      '#ffcf7d',
      `opacity="${between(roll, 0.35, 0.95).toFixed(2)}"`,
    );
  return group(fill(far, '#6f6a70'), `filter="${s.soft(2)}"`) + fill(dome + spire + stack, '#343f4b') + fill(near, '#2a3743') + lights;
}

function skyline(roll, base, low, high, narrow, wide) {
  let d = `M-10 ${base + 60}`;
  for (let x = -10; x < WIDTH + 60; ) {
    const w = between(roll, narrow, wide);
    const h = between(roll, low, high) * (x > 900 ? 0.42 : 1);
    d += `L${x.toFixed(0)} ${(base - h).toFixed(0)}`;
    d += roll() < 0.7 ? `L${(x + w / 2).toFixed(0)} ${(base - h - between(roll, 8, 34)).toFixed(0)}` : '';
    if (roll() < 0.4) d += `l5 -6l0 -20l11 0l0 26`;
    x += w;
    d += `L${x.toFixed(0)} ${(base - h).toFixed(0)}`;
  }
  return `${d}L${WIDTH + 60} ${base + 60}Z`;
}

function approach(see) {
  const tones = ['#3a4652', '#26313c', '#1d2833'];
  return (
    block(see, [45, 220], [4.6, 6], [-4.6, 4.6], 0, tones) +
    [46, 76, 106].map((x) => block(see, [x, x + 5], [-1, 5], [-6, 6], 0, tones)).join('') +
    block(see, [-260, -45], [4.6, 6], [-4.6, 4.6], 0, tones) +
    [-50, -80, -110, -140, -170].map((x) => block(see, [x, x + 5], [-1, 5], [-6, 6], 0, tones)).join('')
  );
}

function water(s, roll) {
  let out = box(
    0,
    WATERLINE,
    WIDTH,
    HEIGHT - WATERLINE,
    s.blend([
      [0, '#e9ae6d'],
      [0.12, '#c08566'],
      [0.35, '#5b6370'],
      [0.7, '#24394b'],
      [1, '#13222f'],
    ]),
  );
  for (let i = 0; i < 420; i++) {
    const t = roll() ** 1.5;
    const y = WATERLINE + 3 + t * 560;
    const pick = roll();
    const color = pick < 0.4 ? '#ffce86' : pick < 0.7 ? '#16242f' : '#8d97a0';
    const spread = 260 + t * 900;
    const x = pick < 0.4 ? 820 + between(roll, -spread, spread) : between(roll, -80, WIDTH);
    out += box(x, y, between(roll, 36, 210) * (0.35 + t), 1.4 + 5 * t, color, `opacity="${between(roll, 0.08, 0.48).toFixed(2)}" rx="2"`);
  }
  return out;
}

/** The Perseverance: low, with a tall thin funnel, a lit saloon and everybody standing. */
function ferry(s, roll) {
  const hull =
    fill('M-250 0Q-262 -34 -268 -52L-232 -48L226 -48L282 -66Q270 -16 236 4Q0 16 -250 0Z', '#101a24') +
    line('M-262 -40L272 -52', '#b4492a', 7);
  const house = box(-120, -124, 190, 78, '#182531') + box(-132, -134, 214, 12, '#101a24');
  const windows = [-108, -68, -28, 12].map((x) => box(x, -110, 30, 40, '#ffd487')).join('');
  const wheelhouse =
    box(74, -148, 58, 102, '#101a24') +
    box(82, -138, 42, 34, '#ffe2a6') +
    person(103, -92, 62, '#3a2a1c', { hat: 'cap', width: 0.34 }) +
    box(66, -158, 74, 12, '#101a24') +
    box(74, -104, 58, 58, '#101a24');
  const funnel =
    box(-74, -216, 26, 92, '#101a24') +
    box(-74, -198, 26, 16, '#b4492a') +
    line('M150 -60L150 -230M-238 -52L-238 -140', '#101a24', 5) +
    disc(150, -232, 8, '#ffe9b8') +
    disc(-238, -142, 6, '#ffd487');
  let aboard = '';
  for (let x = -226; x < 62; x += between(roll, 12, 24))
    aboard += person(x, -40, between(roll, 52, 66), '#0d151d', { stride: 0.02, hat: roll() < 0.3 ? 'cap' : '', width: 0.3 });
  for (let x = 146; x < 246; x += between(roll, 16, 28))
    aboard += person(x, -44, between(roll, 52, 64), '#0d151d', { stride: 0.02, hat: roll() < 0.3 ? 'brim' : '', width: 0.3 });
  const smoke = group(
    fill(
      curve(
        [
          [-62, -214],
          [-90, -262],
          [-150, -282],
          [-260, -288],
          [-380, -312],
          [-300, -316],
          [-160, -306],
          [-70, -270],
          [-48, -218],
        ],
        false,
      ),
      '#1c2833',
      'opacity=".5"',
    ),
    `filter="${s.soft(7)}"`,
  );
  let shine = '';
  for (let i = 0; i < 46; i++)
    shine += box(
      -120 + between(roll, -50, 200) - 20,
      12 + i * 6,
      between(roll, 20, 110),
      3.5,
      '#ffd487',
      `opacity="${(0.75 * (1 - i / 50)).toFixed(2)}" rx="2"`,
    );
  let dark = '';
  for (let i = 0; i < 16; i++)
    dark += box(
      -250 + between(roll, -16, 16) + i * 5,
      6 + i * 5,
      500 - i * 14,
      5,
      '#0d1822',
      `opacity="${(0.62 - i * 0.035).toFixed(2)}" rx="3"`,
    );
  const wake = line('M-246 4Q-380 18 -560 14M-240 12Q-400 40 -640 46M262 -6Q300 4 330 4', '#d9b48a', 3, 'opacity=".55"');
  return group(
    dark + shine + wake + smoke + aboard + hull + house + windows + wheelhouse + funnel,
    'transform="translate(900 1010) scale(1.12)"',
  );
}

function gulls() {
  return [
    [1180, 420, 1],
    [1260, 380, 0.7],
    [1100, 350, 0.6],
    [1340, 470, 0.5],
  ]
    .map(([x, y, k]) =>
      line(
        `M${x - 34 * k} ${y - 10 * k}Q${x - 14 * k} ${y - 20 * k} ${x} ${y}Q${x + 14 * k} ${y - 20 * k} ${x + 36 * k} ${y - 6 * k}`,
        '#16222d',
        5 * k,
      ),
    )
    .join('');
}

/** The steps in front, the lantern, and those who came too late for this boat. */
function steps(s) {
  let stairs = '';
  for (let i = 0; i < 7; i++)
    stairs +=
      fill(`M${1330 + i * 58} ${1400}L${1330 + i * 58} ${1372 - i * 32}L2110 ${1372 - i * 32}L2110 1400Z`, i % 2 ? '#121d27' : '#17242f') +
      line(`M${1330 + i * 58} ${1373 - i * 32}L2110 ${1373 - i * 32}`, '#e0a768', 2.4, `opacity="${(0.2 + i * 0.06).toFixed(2)}"`);
  const glow = disc(
    1860,
    830,
    360,
    s.glow(
      [
        [0, '#ffd98f', 0.75],
        [0.25, '#f6b765', 0.32],
        [1, '#f6b765', 0],
      ],
      1860,
      830,
      360,
    ),
  );
  const post =
    line('M1860 1190L1860 884', '#0d151d', 16) +
    fill('M1826 880L1894 880L1906 800L1814 800Z', '#ffe6ae') +
    line('M1826 880L1814 800M1894 880L1906 800M1860 880L1860 800', '#0d151d', 6) +
    fill('M1802 802L1918 802L1884 764L1836 764Z', '#0d151d') +
    fill('M1850 764L1870 764L1860 742Z', '#0d151d') +
    fill('M1818 880L1902 880L1892 896L1828 896Z', '#0d151d');
  const folk =
    person(1712, 1192, 196, '#0c131a', { stride: 0.04, carry: 'bag', hat: 'brim' }) +
    person(1608, 1228, 190, '#0c131a', { stride: 0.05, coat: 0.62 }) +
    person(1560, 1250, 118, '#0c131a', { child: true, stride: 0.06 }) +
    person(1962, 1182, 204, '#0c131a', { stride: 0.04, hat: 'cap', width: 0.3, carry: 'arm' }) +
    person(2052, 1182, 172, '#0c131a', { stride: 0.02, hat: 'bun', width: 0.34, carry: 'basket' });
  const bollard = fill('M1410 1372L1418 1306Q1400 1300 1404 1284Q1436 1266 1468 1284Q1472 1300 1454 1306L1462 1372Z', '#0c131a');
  return stairs + glow + post + folk + bollard;
}
