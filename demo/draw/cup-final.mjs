// The Hard Field, 86 minutes: the water has reached the goal, and two men look down at a brass stud.

import { between, box, curve, dice, disc, fill, group, HEIGHT, line, sheet, WIDTH } from './ink.mjs';
import { crowd, person } from './people.mjs';

const FAR = 690;

export function scene() {
  const s = sheet();
  const roll = dice(86);
  const sky = box(
    0,
    0,
    WIDTH,
    FAR + 20,
    s.blend([
      [0, '#1b2f45'],
      [0.45, '#4c6275'],
      [0.75, '#b98a78'],
      [0.92, '#efb87a'],
      [1, '#f8d196'],
    ]),
  );
  const sun = disc(
    420,
    660,
    760,
    s.glow(
      [
        [0, '#ffe0a0', 0.85],
        [0.3, '#f9bf78', 0.4],
        [1, '#f9bf78', 0],
      ],
      420,
      660,
      760,
    ),
  );
  return s.finish(
    sky +
      clouds(s, roll) +
      sun +
      shore(s, roll) +
      hut() +
      field(s, roll) +
      tide(s, roll) +
      goal(s) +
      wall(s) +
      pair(s) +
      flag(s) +
      touchline(roll),
    '#1b2f45',
  );
}

function clouds(s, roll) {
  let out = '';
  for (let i = 0; i < 30; i++) {
    const y = between(roll, 60, 620);
    out += `<ellipse cx="${between(roll, -100, WIDTH + 100)}" cy="${y}" rx="${between(roll, 120, 520)}" ry="${between(roll, 4, 15)}" fill="${y > 360 ? '#ffd79a' : '#8f8a95'}" opacity="${between(roll, 0.15, 0.5).toFixed(2)}"/>`;
  }
  return group(out, `filter="${s.soft(4)}"`);
}

/** The river behind the goal, the Townside lights, and four buses on the quay. */
function shore(s, roll) {
  let roofs = `M-10 ${FAR}`;
  for (let x = -10; x < WIDTH + 60; ) {
    const w = between(roll, 26, 70);
    const h = between(roll, 10, 46);
    roofs += `L${x} ${FAR - 26 - h}L${x + w / 2} ${FAR - 26 - h - between(roll, 6, 20)}L${x + w} ${FAR - 26 - h}`;
    x += w;
  }
  const lights = Array.from({ length: 60 }, () =>
    box(between(roll, 0, WIDTH), between(roll, FAR - 54, FAR - 26), 5, 6, '#ffdf9a', `opacity="${between(roll, 0.4, 1).toFixed(2)}"`),
  ).join('');
  const river = box(
    0,
    FAR - 22,
    WIDTH,
    44,
    s.blend([
      [0, '#e8ae78'],
      [1, '#c98f75'],
    ]),
  );
  const streaks = Array.from({ length: 50 }, () =>
    box(
      between(roll, -40, WIDTH),
      between(roll, FAR - 18, FAR + 18),
      between(roll, 30, 160),
      2.5,
      roll() < 0.6 ? '#ffe3ae' : '#7d6a70',
      'opacity=".5"',
    ),
  ).join('');
  return fill(`${roofs}L${WIDTH + 60} ${FAR}Z`, '#5d6474') + lights + river + streaks;
}

function hut() {
  const g =
    fill('M0 0L0 -104L220 -104L220 0Z', '#1d2a36') +
    fill('M-16 -100L110 -158L236 -100Z', '#16212c') +
    box(34, -84, 106, 44, '#ffcf80') +
    `<text x="180" y="-56" text-anchor="middle" font-family="Nimbus Sans, Liberation Sans, sans-serif" font-weight="700" font-size="24" fill="#ffcf80">TEA</text>`;
  const roof =
    person(96, -150, 66, '#121b25', { stride: 0.04 }) +
    person(140, -142, 64, '#121b25', { carry: 'arm' }) +
    fill('M104 -232L132 -232L128 -206Q118 -196 108 -206ZM114 -200L122 -200L126 -188L110 -188Z', '#f0c463');
  return group(g + roof, `transform="translate(1610 ${FAR + 24})"`);
}

function field(s, roll) {
  let out = box(
    0,
    FAR + 18,
    WIDTH,
    HEIGHT - FAR,
    s.blend([
      [0, '#8f8a5e'],
      [0.3, '#55705a'],
      [1, '#1c3534'],
    ]),
  );
  for (let i = 0; i < 10; i += 2) {
    const [a, b] = [FAR + 18 + 720 * (i / 10) ** 1.6, FAR + 18 + 720 * ((i + 1) / 10) ** 1.6];
    out += box(0, a, WIDTH, b - a, '#a9a56d', 'opacity=".18"');
  }
  for (let i = 0; i < 160; i++) {
    const t = roll();
    const [x, y] = [between(roll, 0, WIDTH), 1080 + 320 * t];
    out += line(`M${x} ${y}l${between(roll, -5, 5)} ${-between(roll, 8, 20) * (0.6 + t)}`, '#122825', 2 + 2 * t, 'opacity=".6"');
  }
  return out + line('M-40 1310L460 830L1640 830L2140 1310', '#f2ecd8', 8, 'opacity=".75"');
}

/** The tide over the goal area, its edge in little tongues, one of them just past the spot. */
function tide(s, roll) {
  const edge = [
    [-40, 1190],
    [120, 1150],
    [250, 1168],
    [380, 1110],
    [520, 1128],
    [640, 1066],
    [760, 1100],
    [860, 1128],
    [960, 1152],
    [1052, 1143],
    [1140, 1150],
    [1250, 1112],
    [1360, 1078],
    [1470, 1022],
    [1600, 1046],
    [1740, 1000],
    [1880, 1018],
    [2140, 960],
  ];
  const sheetOfWater = `${curve(edge)}L2140 ${FAR + 18}L-40 ${FAR + 18}Z`;
  let out = fill(
    sheetOfWater,
    s.blend([
      [0, '#eab57e'],
      [0.3, '#c79a86'],
      [0.7, '#7d8d97'],
      [1, '#5f7f88'],
    ]),
    'opacity=".93"',
  );
  const clip = s.clip(sheetOfWater);
  let streaks = '';
  for (let i = 0; i < 240; i++) {
    const t = roll() ** 1.4;
    const y = FAR + 24 + 450 * t;
    streaks += box(
      between(roll, -60, WIDTH),
      y,
      between(roll, 30, 190) * (0.4 + t),
      2 + 4 * t,
      ['#ffe6b6', '#fff4da', '#46606c'][Math.floor(roll() * 3)],
      `opacity="${between(roll, 0.1, 0.5).toFixed(2)}" rx="2"`,
    );
  }
  out +=
    group(streaks, `clip-path="${clip}"`) +
    line(curve(edge), '#fff6e0', 9, 'opacity=".9"') +
    line(curve(edge.map(([x, y]) => [x, y + 16])), '#24403e', 12, 'opacity=".35"') +
    line(curve(edge.map(([x, y]) => [x, y - 26])), '#fff6e0', 3, 'opacity=".5"');
  return out;
}

function goal(s) {
  const [l, r, top, base] = [760, 1340, 610, 842];
  let net = '';
  for (let i = 0; i <= 22; i++)
    net += line(`M${l + ((r - l) * i) / 22} ${top}L${l + 36 + ((r - l - 72) * i) / 22} ${base - 40}`, '#f6eed8', 1.6, 'opacity=".5"');
  for (let i = 0; i <= 9; i++) net += line(`M${l + 4 * i} ${top + 21 * i}L${r - 4 * i} ${top + 21 * i}`, '#f6eed8', 1.6, 'opacity=".5"');
  const frame = line(`M${l} ${base}L${l} ${top}L${r} ${top}L${r} ${base}`, '#fbf6e6', 12);
  const mirror = group(
    line(`M${l} ${base}L${l} ${base + 190}L${r} ${base + 190}L${r} ${base}`, '#fbf6e6', 11, 'opacity=".42"'),
    `filter="${s.soft(3)}"`,
  );
  return mirror + net + frame;
}

/** Defenders up to the ankles on their line, with their reflections. */
function wall(s) {
  const look = [
    [812, 850, 132, 'arms'],
    [902, 872, 138, ''],
    [1180, 866, 136, ''],
    [1262, 848, 130, 'arm'],
    [1430, 900, 142, ''],
    [668, 902, 144, ''],
  ];
  return look
    .map(([x, y, h, carry], i) => {
      const shirt = i % 2 ? '#d8a53a' : '#8f3a22';
      const mirror = group(
        person(x, -y, h, '#2c3640', { stride: 0.08, width: 0.32, coat: 0.44 }),
        `transform="scale(1 -1)" opacity=".35" filter="${s.soft(3)}"`,
      );
      return (
        mirror +
        person(x, y, h, '#131d27', { stride: 0.08, width: 0.32, coat: 0.44, carry }) +
        fill(
          `M${x - h * 0.16} ${y - h * 0.84}L${x + h * 0.16} ${y - h * 0.84}L${x + h * 0.17} ${y - h * 0.5}L${x - h * 0.17} ${y - h * 0.5}Z`,
          shirt,
        ) +
        `<ellipse cx="${x}" cy="${y - 2}" rx="${h * 0.24}" ry="5" fill="none" stroke="#fff4da" stroke-width="3" opacity=".8"/>`
      );
    })
    .join('');
}

/** Pask in his jersey and the postman, heads down over the spot. */
function pair(s) {
  const c = '#0f1922';
  const man = (x, y, k, shirt, flip, number) => {
    const g =
      fill('M-44 0L-30 -150L-34 -236L30 -236L32 -150L48 0L20 2L6 -140L-12 -140L-18 2Z', c) +
      fill('M-46 -226L44 -226L50 -168L6 -160L-2 -176L-10 -160L-50 -168Z', '#f2e8d6') +
      fill('M-48 -230Q-60 -320 -34 -362Q8 -388 42 -356Q58 -310 48 -228Z', shirt) +
      fill('M-40 -350Q-76 -310 -66 -248L-44 -190L-26 -198L-42 -254L-28 -306Z', shirt) +
      fill('M38 -346Q66 -310 60 -250L46 -196L28 -202L40 -256Z', shirt) +
      fill('M20 -352Q22 -384 34 -394Q64 -420 88 -392Q100 -366 78 -344Q56 -330 40 -346Z', c) +
      line('M56 -408Q84 -404 92 -384', '#ffd9a0', 5, 'opacity=".9"') +
      line('M48 -340Q64 -300 54 -240', '#ffd9a0', 4, 'opacity=".7"') +
      (number
        ? `<text x="-4" y="-274" text-anchor="middle" font-family="Nimbus Sans, Liberation Sans, sans-serif" font-weight="700" font-size="60" fill="#f6ecd6" ${flip ? 'transform="translate(-8 0) scale(-1 1)"' : ''}>${number}</text>`
        : '');
    return (
      group(g, `transform="translate(${x} ${y}) scale(${flip ? -k : k} ${k})"`) +
      `<ellipse cx="${x}" cy="${y}" rx="${62 * k}" ry="${11 * k}" fill="none" stroke="#fff4da" stroke-width="4" opacity=".8"/>`
    );
  };
  const stud =
    `<ellipse cx="1052" cy="1132" rx="17" ry="8" fill="#f6c352"/>` +
    disc(
      1052,
      1130,
      60,
      s.glow(
        [
          [0, '#ffe6a0', 0.9],
          [1, '#ffe6a0', 0],
        ],
        1052,
        1130,
        60,
      ),
    ) +
    line('M1000 1120q26 -10 52 0t56 -4', '#fff6e0', 5);
  return man(968, 1122, 0.96, '#b4492a', false, '1') + man(1146, 1112, 0.94, '#d8a53a', true, '') + stud;
}

function flag(s) {
  const pole =
    line('M330 1268L330 930', '#fbf6e6', 10) +
    fill('M334 932L448 964L334 1004Z', '#b4492a') +
    fill('M334 1004L448 964L390 960Z', '#8f3a22');
  return group(line('M330 1270L332 1390', '#fbf6e6', 9, 'opacity=".25"'), `filter="${s.soft(3)}"`) + pole;
}

/** Backs of yellow scarves along the near rail. */
function touchline(roll) {
  const people =
    crowd(roll, { from: 1480, to: WIDTH + 40, y: 1440, height: 262, color: '#0b131b', gap: 0.34, sway: 14, loads: ['', '', '', ''] }) +
    crowd(roll, { from: -20, to: 250, y: 1450, height: 250, color: '#0b131b', gap: 0.34, sway: 14, loads: ['', '', '', ''] });
  return people + line('M-20 1322L2120 1322', '#0b131b', 15) + line('M-20 1315L2120 1315', '#f0b877', 3, 'opacity=".6"');
}
