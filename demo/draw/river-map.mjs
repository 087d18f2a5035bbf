// The Pell from Wickenford to the sea, with both roads and the place where there is no bridge.

import { between, box, curve, dice, disc, fill, group, HEIGHT, line, sheet, WIDTH } from './ink.mjs';

const SERIF = `font-family="P052, Palatino, Palatino Linotype, serif"`;
const SANS = `font-family="Nimbus Sans, Liberation Sans, sans-serif"`;
const WATER = '#9dbdbd';
const DEEP = '#5d8a8e';
const INKED = '#22343c';

/** The middle of the river, from the top of the sheet to the sea, with its half width. */
const course = [
  [560, -40, 11],
  [566, 100, 12],
  [630, 180, 13],
  [720, 210, 15],
  [742, 300, 16],
  [690, 390, 18],
  [700, 480, 20],
  [800, 540, 22],
  [900, 590, 25],
  [930, 680, 28],
  [900, 770, 32],
  [960, 850, 36],
  [1080, 890, 42],
  [1190, 930, 52],
  [1290, 990, 70],
  [1400, 1060, 110],
];

export function scene() {
  const s = sheet();
  const roll = dice(45);
  const land =
    box(0, 0, WIDTH, HEIGHT, '#efe5cf') +
    box(
      0,
      0,
      WIDTH,
      HEIGHT,
      s.blend(
        [
          [0, '#f6eedc', 0.9],
          [1, '#dfd2b4', 0.6],
        ],
        [0, 0, 1, 1],
      ),
    );
  return s.finish(
    land +
      hills(roll) +
      water(s) +
      marsh(roll) +
      fields(roll) +
      woods(roll) +
      roads() +
      places() +
      bridge() +
      detour() +
      title() +
      compass() +
      frame(),
    '#efe5cf',
  );
}

function banks() {
  const left = course.map(([x, y, w], i) => offset(i, -w, x, y));
  const right = course.map(([x, y, w], i) => offset(i, w, x, y));
  return { left, right };
}

function offset(i, w, x, y) {
  const [a, b] = [course[Math.max(0, i - 1)], course[Math.min(course.length - 1, i + 1)]];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  return [x - ((b[1] - a[1]) / length) * w, y + ((b[0] - a[0]) / length) * w];
}

const northCoast = [
  [1580, 992],
  [1690, 970],
  [1790, 910],
  [1880, 860],
  [1930, 740],
  [2010, 690],
  [2160, 560],
];
const southCoast = [
  [1330, 1232],
  [1250, 1290],
  [1150, 1330],
  [1080, 1430],
];

/** River and sea in one piece, so that no shore runs across the water. */
function water(s) {
  const { left, right } = banks();
  const north = [...left, ...northCoast];
  const south = [...right, ...southCoast];
  const shape = `${curve(north)}L2160 1430L${curve([...south].reverse()).slice(1)}Z`;
  const shore = (points, sign) =>
    Array.from({ length: 7 }, (_, i) =>
      line(
        curve(
          points.map(([x, y], k) => [
            x + sign * 6 * (i + 1) * (k / points.length),
            y + sign * -1 * 15 * (i + 1) * (k / points.length) ** 1.4,
          ]),
        ),
        DEEP,
        1.6,
        `opacity="${(0.6 - i * 0.07).toFixed(2)}"`,
      ),
    ).join('');
  const beck = (points) => line(curve(points), DEEP, 7) + line(curve(points), WATER, 4);
  const becks =
    beck([
      [120, 560],
      [300, 520],
      [430, 560],
      [560, 500],
      [692, 440],
    ]) +
    beck([
      [1500, 420],
      [1340, 470],
      [1220, 580],
      [1080, 610],
      [920, 640],
    ]) +
    beck([
      [420, 1120],
      [620, 1050],
      [760, 960],
      [940, 850],
    ]);
  return (
    becks +
    line(shape, INKED, 6) +
    fill(shape, WATER) +
    group(shore(north.slice(9), -1) + shore(south.slice(9), 1), `clip-path="${s.clip(shape)}"`)
  );
}

function hills(roll) {
  let out = '';
  for (let i = 0; i < 46; i++) {
    const [x, y] = i < 26 ? [between(roll, 40, 420), between(roll, 60, 460)] : [between(roll, 1080, 1900), between(roll, 60, 380)];
    const r = between(roll, 20, 46);
    if (x > 1250 && y < 330) continue;
    if (x < 420 && y < 210) continue;
    out += line(`M${x - r} ${y}Q${x} ${y - r * 1.1} ${x + r} ${y}`, '#a8916a', 2.4, 'opacity=".75"');
    for (let k = 1; k < 5; k++)
      out += line(`M${x + r * (0.1 + k * 0.17)} ${y - r * (0.5 - k * 0.1)}l${r * 0.1} ${r * 0.3}`, '#a8916a', 1.8, 'opacity=".6"');
  }
  return out;
}

function marsh(roll) {
  let out = '';
  for (let i = 0; i < 130; i++) {
    const [x, y] = i < 70 ? [between(roll, 1330, 1700), between(roll, 880, 1010)] : [between(roll, 960, 1230), between(roll, 1090, 1300)];
    if (i < 70 && (y > 940 || x < 1470)) continue;
    if (i >= 70 && x > 1080 && y < 1230) continue;
    out += line(`M${x - 11} ${y}l22 0M${x - 5} ${y}l-3 -9M${x} ${y}l0 -12M${x + 5} ${y}l3 -9`, '#6d8a6a', 1.8, 'opacity=".8"');
  }
  return out;
}

function fields(roll) {
  let out = '';
  for (let i = 0; i < 44; i++) {
    const [x, y] = [between(roll, 60, 620), between(roll, 620, 1340)];
    const [w, h] = [between(roll, 40, 90), between(roll, 30, 60)];
    const tilt = between(roll, -24, 24);
    let lines = '';
    for (let k = 0; k < 6; k++) lines += line(`M0 ${(h * k) / 6}L${w} ${(h * k) / 6}`, '#b6a57b', 1.4);
    out += group(
      `<rect width="${w}" height="${h}" fill="none" stroke="#b6a57b" stroke-width="1.8"/>${i % 2 ? lines : ''}`,
      `transform="translate(${x} ${y}) rotate(${tilt})" opacity=".55"`,
    );
  }
  return out;
}

function woods(roll) {
  let out = '';
  for (const [cx, cy, n, spread] of [
    [360, 700, 26, 80],
    [1230, 330, 30, 100],
    [1560, 640, 34, 110],
    [520, 1240, 24, 80],
    [1050, 480, 14, 46],
  ])
    for (let i = 0; i < n; i++) {
      const [x, y] = [cx + between(roll, -spread, spread) * 1.4, cy + between(roll, -spread, spread) * 0.6];
      out +=
        `<circle cx="${x}" cy="${y - 10}" r="${between(roll, 7, 12)}" fill="#8ea07c" stroke="${INKED}" stroke-width="1.5"/>` +
        line(`M${x} ${y - 1}l0 7`, INKED, 2);
    }
  return out;
}

const west = [
  [540, 130],
  [470, 230],
  [520, 330],
  [560, 430],
  [600, 560],
  [700, 650],
  [770, 740],
  [820, 850],
  [920, 930],
  [1040, 968],
];
const east = [
  [606, 134],
  [860, 180],
  [900, 300],
  [850, 420],
  [930, 510],
  [1040, 560],
  [1060, 680],
  [1030, 790],
  [1090, 830],
  [1130, 852],
];

function roads() {
  const road = (points) => line(curve(points), INKED, 13) + line(curve(points), '#f3e3b3', 8);
  const lane = (points) => line(curve(points), INKED, 5) + line(curve(points), '#faf4e2', 2.6);
  return (
    lane([
      [1130, 852],
      [1300, 830],
      [1480, 860],
      [1640, 880],
    ]) +
    lane([
      [920, 930],
      [850, 1040],
      [760, 1120],
      [700, 1250],
    ]) +
    lane([
      [770, 740],
      [620, 800],
      [470, 850],
    ]) +
    lane([
      [1060, 680],
      [1240, 700],
      [1360, 690],
    ]) +
    road(west) +
    road(east) +
    road([
      [540, 130],
      [572, 128],
      [606, 134],
    ])
  );
}

function town(x, y, name, { size = 34, dx = 18, dy = 10, anchor = 'start', style = '', r = 9 } = {}) {
  const halo = `stroke="#efe5cf" stroke-width="9" stroke-linejoin="round" paint-order="stroke"`;
  return (
    disc(x, y, r, '#f7f0e1') +
    `<circle cx="${x}" cy="${y}" r="${r}" fill="none" stroke="${INKED}" stroke-width="4"/>` +
    `<text x="${x + dx}" y="${y + dy}" text-anchor="${anchor}" ${SERIF} font-size="${size}" fill="${INKED}" ${style} ${halo}>${name}</text>`
  );
}

function places() {
  const big = (x, y, w, h, roll) =>
    Array.from({ length: 34 }, () =>
      box(x + between(roll, -w, w), y + between(roll, -h, h), between(roll, 7, 16), between(roll, 7, 14), '#8f3a22'),
    ).join('');
  const roll = dice(7);
  const built = big(490, 104, 58, 26, roll) + big(1000, 1012, 84, 32, roll) + big(1170, 840, 40, 24, roll);
  const hospital = group(
    disc(0, 0, 19, '#b4492a') + box(-4, -12, 8, 24, '#fff') + box(-12, -4, 24, 8, '#fff'),
    'transform="translate(424 176)"',
  );
  const infirmary = group(
    disc(0, 0, 19, '#b4492a') + box(-4, -12, 8, 24, '#fff') + box(-12, -4, 24, 8, '#fff'),
    'transform="translate(928 1090)"',
  );
  const names =
    town(528, 130, 'Wickenford', { size: 54, dx: -104, dy: -6, anchor: 'end', r: 12 }) +
    town(742, 300, 'Harle Weir', { dx: 30, dy: 6 }) +
    town(668, 606, 'Cutler’s Corner', { dx: -24, anchor: 'end', size: 29 }) +
    town(905, 612, 'Stanner Wharf', { dx: 42, dy: -14 }) +
    town(470, 850, 'Nunsmere', { dx: -20, anchor: 'end' }) +
    town(1360, 690, 'Fold Green') +
    town(700, 1250, 'Little Hithe', { dx: -20, anchor: 'end' }) +
    town(1640, 880, 'Saltings End', { dx: 6, dy: -24 }) +
    town(1040, 980, '', {}) +
    `<text x="810" y="1166" ${SERIF} font-size="64" fill="${INKED}" letter-spacing="2" stroke="#efe5cf" stroke-width="10" paint-order="stroke">Pellhithe</text>` +
    town(1140, 850, 'Overwater', { size: 44, dx: 44, dy: -24 });
  const label = (x, y, text, size, turn) =>
    `<text transform="translate(${x} ${y}) rotate(${turn})" ${SERIF} font-style="italic" font-size="${size}" fill="#34616a" letter-spacing="6">${text}</text>`;
  return (
    built +
    hospital +
    infirmary +
    names +
    label(1560, 1200, 'Pell Roads', 62, 22) +
    label(748, 506, 'R. Pell', 30, 30) +
    `<text x="394" y="184" text-anchor="end" ${SANS} font-size="24" fill="#8f3a22">Wickenford General</text><text x="900" y="1098" text-anchor="end" ${SANS} font-size="24" fill="#8f3a22">Infirmary</text>`
  );
}

/** Where she would be, and where she is. */
function bridge() {
  const [x, y] = [1083, 905];
  const gap = line('M1040 968L1130 852', '#b4492a', 9, 'stroke-dasharray="2 17"');
  const span = group(
    box(-50, -8, 100, 16, INKED) + box(-44, -3, 88, 6, '#f3e3b3') + disc(0, 0, 9, '#b4492a'),
    `transform="translate(${x} ${y}) rotate(-14)"`,
  );
  const lead = line('M1120 912L1216 1150', INKED, 2.5);
  const note = `<text x="1130" y="1192" ${SERIF} font-style="italic" font-size="36" fill="${INKED}" stroke="#e9dfc8" stroke-width="9" paint-order="stroke" stroke-linejoin="round">Maud, 38° open</text>`;
  const ferry = line('M1066 990Q1130 960 1160 884', '#22343c', 3.5, 'stroke-dasharray="9 8"');
  return gap + span + ferry + lead + note;
}

/** Forty-five miles round. */
function detour() {
  const badge = (x, y, big, small) =>
    `<rect x="${x - 92}" y="${y - 42}" width="184" height="84" fill="#b4492a"/><text x="${x}" y="${y + 2}" text-anchor="middle" ${SANS} font-weight="700" font-size="38" fill="#fff6e4">${big}</text><text x="${x}" y="${y + 30}" text-anchor="middle" ${SANS} font-size="21" fill="#fff6e4">${small}</text>`;
  return (
    badge(322, 400, '22 miles', 'west road') +
    badge(1090, 236, '23 miles', 'east road') +
    line('M414 400L536 400', '#b4492a', 3) +
    line('M998 236L892 262', '#b4492a', 3)
  );
}

function title() {
  return (
    `<text x="2010" y="140" text-anchor="end" ${SERIF} font-size="92" fill="${INKED}">The Pell</text><text x="2008" y="192" text-anchor="end" ${SERIF} font-style="italic" font-size="36" fill="${INKED}">from Wickenford to the sea, with both its roads</text>` +
    line('M1400 222L2008 222', INKED, 3) +
    scale()
  );
}

function scale() {
  const mile = 50;
  let bar = '';
  for (let i = 0; i < 10; i++) bar += box(1508 + i * mile, 250, mile, 10, i % 2 ? '#efe5cf' : INKED);
  return (
    bar +
    `<rect x="1508" y="250" width="${mile * 10}" height="10" fill="none" stroke="${INKED}" stroke-width="2"/><text x="1508" y="292" ${SANS} font-size="23" fill="${INKED}" text-anchor="middle">0</text><text x="${1508 + mile * 5}" y="292" ${SANS} font-size="23" fill="${INKED}" text-anchor="middle">5</text><text x="1998" y="292" ${SANS} font-size="23" fill="${INKED}" text-anchor="middle">10 miles</text>`
  );
}

/** An otter where a dolphin would be, and north. */
function compass() {
  const rose =
    fill('M0 -96L15 -15L96 0L15 15L0 96L-15 15L-96 0L-15 -15Z', INKED) +
    fill('M0 -96L15 -15L0 0Z M96 0L15 15L0 0Z M0 96L-15 15L0 0Z M-96 0L-15 -15L0 0Z', '#efe5cf') +
    `<circle r="60" fill="none" stroke="${INKED}" stroke-width="2.5"/><text y="-112" text-anchor="middle" ${SERIF} font-size="40" fill="${INKED}">N</text>`;
  const otter = group(
    fill(
      'M-150 30C-96 46 -60 6 -6 -8C40 -22 66 -40 84 -52C96 -66 124 -62 128 -46C130 -34 116 -28 104 -24C92 -6 70 14 40 26C-10 46 -90 60 -150 30Z',
      '#34616a',
    ) +
      disc(113, -50, 3.5, '#efe5cf') +
      line('M124 -42l22 -2M123 -38l20 8', '#34616a', 2) +
      line('M-190 52Q-120 76 -40 56T110 44T180 50M-150 78Q-60 96 20 76T160 78', '#34616a', 4),
    'transform="translate(1900 980) scale(.82)"',
  );
  return group(rose, 'transform="translate(1960 480)"') + otter;
}

function frame() {
  return `<rect x="22" y="22" width="${WIDTH - 44}" height="${HEIGHT - 44}" fill="none" stroke="#efe5cf" stroke-width="44"/><rect x="44" y="44" width="${WIDTH - 88}" height="${HEIGHT - 88}" fill="none" stroke="${INKED}" stroke-width="6"/><rect x="32" y="32" width="${WIDTH - 64}" height="${HEIGHT - 64}" fill="none" stroke="${INKED}" stroke-width="2"/>`;
}
