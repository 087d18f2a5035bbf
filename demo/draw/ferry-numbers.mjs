// Nine weeks of passengers, one figure for a hundred, queuing under the boat that carried them.

import { between, box, curve, dice, disc, fill, group, HEIGHT, ink, line, sheet, WIDTH } from './ink.mjs';
import { person } from './people.mjs';

const WEEKS = [13120, 14870, 16240, 16905, 17310, 17655, 18020, 17480, 18700];
const SANS = `font-family="Nimbus Sans, Liberation Sans, sans-serif"`;
const SERIF = `font-family="P052, Palatino, serif"`;
const FOOT = 1262;
const ACROSS = 9;

export function scene() {
  const s = sheet();
  const roll = dice(150300);
  const page =
    box(0, 0, WIDTH, HEIGHT, '#f2e8d6') +
    box(
      0,
      0,
      WIDTH,
      322,
      s.blend([
        [0, '#27485a'],
        [0.7, '#6f9296'],
        [1, '#a9c0ba'],
      ]),
    );
  const columns = WEEKS.map((count, week) => column(count, week, roll)).join('');
  return s.finish(page + sky() + waves() + boat() + columns + base() + legend(), '#f2e8d6');
}

function sky() {
  return (
    disc(1810, 120, 62, '#f0b765') +
    [
      [1500, 96, 1],
      [1572, 130, 0.7],
      [1430, 150, 0.6],
    ]
      .map(([x, y, k]) =>
        line(
          `M${x - 34 * k} ${y - 8 * k}Q${x - 14 * k} ${y - 20 * k} ${x} ${y}Q${x + 14 * k} ${y - 20 * k} ${x + 36 * k} ${y - 6 * k}`,
          '#16283a',
          5 * k,
        ),
      )
      .join('')
  );
}

function waves() {
  const wave = (y, color, shift) => {
    const points = Array.from({ length: 30 }, (_, i) => [i * 76 - 40 + shift, y + (i % 2 ? 9 : -9)]);
    return fill(`${curve(points)}L${WIDTH + 90} 372L-60 372Z`, color);
  };
  return wave(286, '#4f7b82', 0) + wave(312, '#33606a', 38) + wave(338, '#f2e8d6', 10);
}

function boat() {
  const hull =
    fill('M-250 0Q-262 -34 -268 -52L-232 -48L226 -48L282 -66Q270 -16 236 4Q0 16 -250 0Z', ink.black) +
    line('M-262 -40L272 -52', ink.rust, 8);
  const house =
    box(-120, -124, 190, 78, ink.black) +
    [-108, -68, -28, 12].map((x) => box(x, -110, 30, 40, ink.amber)).join('') +
    box(-132, -134, 214, 12, ink.black) +
    box(74, -148, 58, 102, ink.black) +
    box(84, -136, 38, 32, ink.amber) +
    box(66, -158, 74, 12, ink.black) +
    box(-74, -216, 26, 92, ink.black) +
    box(-74, -198, 26, 18, ink.rust) +
    line('M150 -60L150 -230', ink.black, 5) +
    fill('M150 -230L196 -218L150 -204Z', ink.rust);
  const smoke = [
    [-70, -232, 12],
    [-92, -252, 18],
    [-126, -266, 24],
    [-170, -272, 28],
  ]
    .map(([x, y, r]) => disc(x, y, r, '#f2e8d6', 'opacity=".5"'))
    .join('');
  const heads =
    Array.from({ length: 10 }, (_, i) => person(-220 + i * 11, -40, 56, ink.black, { stride: 0.02, width: 0.3 })).join('') +
    Array.from({ length: 7 }, (_, i) => person(156 + i * 12, -42, 56, ink.black, { stride: 0.02, width: 0.3 })).join('');
  return group(smoke + heads + hull + house, 'transform="translate(560 302)"');
}

/** One week: nine abreast, from the bottom up; the last row as long as it comes out. */
function column(count, week, roll) {
  const figures = Math.round(count / 100);
  const left = 92 + week * 215;
  const step = 19.4;
  const rise = 38;
  let out = '';
  for (let i = 0; i < figures; i++) {
    const x = left + (i % ACROSS) * step + step / 2;
    const y = FOOT - Math.floor(i / ACROSS) * rise;
    const free = i >= figures - Math.round(figures * 0.2122);
    const color = week === 7 ? (free ? '#d98a6b' : ink.rust) : free ? '#7fa3a2' : '#22404f';
    out += person(x, y, between(roll, 31, 35), color, {
      stride: 0.09,
      width: 0.36,
      coat: 0.5,
      child: free,
      hat: !free && roll() < 0.2 ? 'cap' : '',
    });
  }
  const top = FOOT - Math.ceil(figures / ACROSS) * rise;
  const label = `<text x="${left + (ACROSS * step) / 2}" y="${top - 14}" text-anchor="middle" ${SANS} font-weight="700" font-size="38" fill="${week === 7 ? ink.rust : '#16283a'}">${count.toLocaleString('en-GB')}</text>`;
  const name = `<text x="${left + (ACROSS * step) / 2}" y="1316" text-anchor="middle" ${SANS} font-size="32" fill="#16283a">${week === 0 ? 'Week 1' : week + 1}</text>`;
  return out + label + name;
}

function base() {
  return line('M80 1272L2024 1272', '#16283a', 4);
}

function legend() {
  const key =
    person(104, 1374, 33, '#22404f', { stride: 0.09, width: 0.36 }) +
    person(440, 1374, 33, '#7fa3a2', { stride: 0.09, width: 0.36, child: true }) +
    person(900, 1374, 33, ink.rust, { stride: 0.09, width: 0.36 });
  const text = (x, words) => `<text x="${x}" y="1368" ${SERIF} font-style="italic" font-size="30" fill="#16283a">${words}</text>`;
  return key + text(126, 'a hundred passengers') + text(462, 'a hundred children, prams, cellos') + text(922, 'starboard engine in pieces');
}
