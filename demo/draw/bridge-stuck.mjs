// Maud at first light, 38 degrees short of the road, from a dinghy.

import { block, look, pier, span } from './bridge.mjs';
import { between, box, curve, dice, disc, fill, group, HEIGHT, ink, line, sheet, WIDTH } from './ink.mjs';
import { person } from './people.mjs';

const WATERLINE = 926;

export function scene() {
  const s = sheet();
  const roll = dice(90);
  const see = look({ eye: [-30, 4.2, 78], target: [-2, 11.2, 0], zoom: 1750, centre: [1080, 700] });
  const sky = box(
    0,
    0,
    WIDTH,
    HEIGHT,
    s.blend([
      [0, '#6f8f95'],
      [0.38, '#a9bcb5'],
      [0.62, '#e3d3b6'],
      [0.7, '#edd9b4'],
    ]),
  );
  const sun =
    disc(
      560,
      800,
      620,
      s.glow(
        [
          [0, '#fbe9c0', 0.95],
          [0.25, '#f4d79c', 0.6],
          [1, '#f4d79c', 0],
        ],
        560,
        800,
        620,
      ),
    ) + disc(560, 800, 62, '#fdf0d0', 'opacity=".92"');
  const stuck = span(see, -38, { far: '#46626a', deck: '#23363f', near: '#15242d', lamp: '#f3c467' });
  const works = approaches(see) + onlookers(see) + pier(see, { stone: '#3f565c', shade: '#22343c', timber: '#1b2b33' });
  const bridge = group(stuck, `filter="${s.torn(3.5, 0.05)}"`);
  return s.finish(
    sky + sun + town(roll, s) + water(s, roll) + works + bridge + fog(s, WATERLINE + 30, 70, 0.55) + foreground(s),
    ink.paper,
  );
}
/** The far bank: roofs, a spire and a gasholder, half gone in mist. */
function town(roll, s) {
  let roofs = 'M-10 990';
  for (let x = -10; x < WIDTH + 60; ) {
    const w = between(roll, 34, 92);
    const h = between(roll, 30, 100) + (x > 1300 && x < 1850 ? 40 : 0);
    roofs += `L${x} ${920 - h}L${x + w / 2} ${920 - h - between(roll, 6, 34)}L${x + w} ${920 - h}`;
    if (roll() < 0.35) roofs += `l0 -34l10 0l0 34`;
    x += w;
  }
  const spire = 'M1508 930L1508 700L1530 540L1552 700L1552 930Z';
  const blur = `filter="${s.soft(2.2)}"`;
  return group(fill(`${roofs}L${WIDTH + 60} 990Z`, '#93aaa6') + fill(spire, '#93aaa6') + box(250, 700, 170, 240, '#9db2ac'), blur);
}

function fog(s, y, deep, opacity) {
  return box(
    0,
    y - deep,
    WIDTH,
    deep * 2,
    s.blend([
      [0, '#e9dcc0', 0],
      [0.5, '#e9dcc0', opacity],
      [1, '#e9dcc0', 0],
    ]),
  );
}

/** The road on both banks, which ends in the air. */
function approaches(see) {
  const tones = ['#5b7377', '#3b535a', '#2c434b'];
  return (
    block(see, [45, 150], [4.6, 6], [-4.6, 4.6], 0, tones) +
    block(see, [45, 50], [-1, 5], [-6, 6], 0, tones) +
    block(see, [74, 79], [-1, 5], [-6, 6], 0, tones) +
    block(see, [-150, -45], [4.6, 6], [-4.6, 4.6], 0, tones) +
    block(see, [-50, -45], [-1, 5], [-6, 6], 0, tones)
  );
}

/** Two who have walked to the end of the road to make sure. */
function onlookers(see) {
  const at = (x, z) => see([x, 6, z]);
  const one = (x, z, look) => person(at(x, z)[0], at(x, z)[1], (1.75 * see.zoom) / at(x, z)[2], '#22343c', look);
  return one(46.4, 0, { stride: 0.03, hat: 'cap' }) + one(48.2, 1, { stride: 0.05, carry: 'bag' });
}

function water(s, roll) {
  let out = box(
    0,
    WATERLINE,
    WIDTH,
    HEIGHT - WATERLINE,
    s.blend([
      [0, '#dccdae'],
      [0.25, '#a7b8b0'],
      [0.7, '#5f8087'],
      [1, '#365862'],
    ]),
  );
  for (let i = 0; i < 240; i++) {
    const t = roll() ** 1.6;
    const y = WATERLINE + 4 + t * 400;
    const dark = Math.abs(between(roll, 0, WIDTH) - 1150) < 420;
    const x = dark ? between(roll, 640, 1600) : between(roll, -80, WIDTH);
    const w = between(roll, 40, 220) * (0.4 + t);
    out += box(
      x,
      y,
      w,
      1.5 + 5 * t,
      dark ? '#1d323b' : i % 3 ? '#f6e3b9' : '#7f9da0',
      `opacity="${between(roll, 0.12, dark ? 0.5 : 0.55).toFixed(2)}" rx="2"`,
    );
  }
  for (let i = 0; i < 60; i++)
    out += box(
      560 + between(roll, -1, 1) * (20 + i * 3),
      WATERLINE + 6 + i * 6.6,
      between(roll, 20, 90),
      3,
      '#fff1cc',
      `opacity="${(0.75 - i * 0.01).toFixed(2)}" rx="1.5"`,
    );
  return out + fog(s, WATERLINE, 60, 0.7);
}

/** The dinghy this was seen from, and a heron that has all day. */
function foreground(s) {
  const hull = fill('M150 1420Q330 1268 520 1222Q640 1290 742 1420Z', '#101d26');
  const inside = fill('M206 1420Q360 1302 516 1262Q612 1320 688 1420Z', '#2b424b');
  const planks = ['M300 1420Q420 1330 516 1268', 'M420 1420Q480 1340 518 1268', 'M600 1420Q566 1340 520 1268']
    .map((d) => line(d, '#1a2d36', 4))
    .join('');
  const thwart = fill('M262 1392L650 1392L668 1424L232 1424Z', '#3d5760');
  const rails = line('M178 1400Q342 1262 520 1224Q636 1290 730 1404', '#f0d9a8', 5, 'opacity=".75"');
  const rope = line('M520 1246C540 1330 600 1330 640 1372S560 1430 520 1410', '#d9c79d', 7);
  const mud = fill(
    curve(
      [
        [1560, 1410],
        [1660, 1300],
        [1790, 1254],
        [1930, 1262],
        [2110, 1230],
        [2120, 1420],
      ],
      false,
    ),
    '#1a2c35',
  );
  return fog(s, 1180, 60, 0.15) + hull + inside + planks + thwart + rope + rails + mud + reeds() + heron();
}

function heron() {
  const legs = line('M1816 1266L1812 1174M1832 1266L1830 1172', '#14222b', 6);
  const body = fill('M1772 1190Q1790 1112 1846 1102Q1884 1102 1874 1140Q1856 1182 1772 1190Z', '#14222b');
  const neck = line('M1858 1112Q1892 1084 1872 1050Q1860 1024 1884 1010', '#14222b', 11);
  return (
    legs +
    body +
    neck +
    fill('M1872 1004Q1892 994 1902 1006L1964 1021L1900 1020Q1884 1023 1872 1004Z', '#14222b') +
    line('M1876 1004L1846 992', '#14222b', 4)
  );
}

function reeds() {
  const roll = dice(17);
  let out = '';
  for (let i = 0; i < 60; i++) {
    const x = between(roll, 1960, 2100);
    const top = between(roll, 1000, 1190);
    out += line(
      `M${x} 1300Q${x + between(roll, -10, 10)} ${top + 90} ${x + between(roll, -34, 26)} ${top}`,
      '#14222b',
      between(roll, 2.5, 5),
    );
  }
  return out;
}
