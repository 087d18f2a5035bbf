// The council chamber: tall windows, green lamps, nineteen chairs and one that nobody can see.

import { between, box, curve, dice, disc, fill, group, HEIGHT, line, path, sheet, WIDTH } from './ink.mjs';

export function scene() {
  const s = sheet();
  const roll = dice(1894);
  const wall = box(
    0,
    0,
    WIDTH,
    HEIGHT,
    s.blend([
      [0, '#3a1d17'],
      [0.45, '#6b3423'],
      [0.62, '#7c3d27'],
      [1, '#2a1512'],
    ]),
  );
  const inner =
    panelling() +
    [210, 560, 1540, 1890].map((x) => tallWindow(s, x)).join('') +
    arms(s) +
    dais() +
    shafts(s) +
    lamps(s) +
    desks() +
    members(roll) +
    vignette(s) +
    gallery();
  return s.finish(wall + inner, '#2a1512');
}

function panelling() {
  let out = '';
  for (let x = 0; x < WIDTH; x += 140)
    out +=
      line(`M${x} 640L${x} 960`, '#4a241a', 5) +
      `<rect x="${x + 20}" y="668" width="100" height="200" fill="none" stroke="#4a241a" stroke-width="4"/>`;
  return (
    out +
    box(0, 628, WIDTH, 16, '#8d4a2e') +
    box(0, 620, WIDTH, 5, '#c27a48') +
    box(0, 90, WIDTH, 14, '#8d4a2e') +
    box(0, 76, WIDTH, 6, '#c27a48')
  );
}

function tallWindow(s, x) {
  const shape = `M${x - 92} 600L${x - 92} 250A92 92 0 0 1 ${x + 92} 250L${x + 92} 600Z`;
  const pane = fill(
    shape,
    s.blend([
      [0, '#dfe4d2'],
      [0.55, '#f6e2ad'],
      [1, '#efc27c'],
    ]),
  );
  const roofs = fill(
    `M${x - 92} 600L${x - 92} 540L${x - 60} 512L${x - 28} 540L${x - 28} 524L${x + 6} 524L${x + 6} 556L${x + 40} 520L${x + 74} 552L${x + 92} 552L${x + 92} 600Z`,
    '#c08a5e',
  );
  const bars = line(
    `M${x} 160L${x} 600M${x - 46} 178L${x - 46} 600M${x + 46} 178L${x + 46} 600M${x - 92} 340L${x + 92} 340M${x - 92} 450L${x + 92} 450M${x - 92} 252L${x + 92} 252`,
    '#5a2c1e',
    6,
  );
  return (
    fill(`M${x - 112} 616L${x - 112} 250A112 112 0 0 1 ${x + 112} 250L${x + 112} 616Z`, '#4a241a') +
    pane +
    roofs +
    bars +
    line(shape, '#8d4a2e', 8)
  );
}

/** The town's arms: an otter and a lantern. */
function arms(s) {
  const shield = 'M960 190L1140 190L1140 330Q1138 430 1050 476Q962 430 960 330Z';
  const otter = group(
    fill(
      'M-70 34C-96 40 -124 30 -136 14C-112 20 -92 14 -80 2C-66 -22 -30 -26 4 -20C30 -18 44 -34 52 -44C58 -56 82 -56 90 -44C98 -36 96 -26 84 -24C74 -20 66 -8 62 6C60 18 66 34 74 42L52 42C44 32 36 26 24 24C2 26 -16 28 -26 30L-20 42L-44 42C-48 34 -56 32 -70 34Z',
      '#5a2c1e',
    ) + disc(80, -42, 3, '#eac27a'),
    'transform="translate(1058 392) scale(.52)"',
  );
  const lantern =
    fill('M1030 246L1070 246L1078 322L1022 322Z', '#fff0c0') +
    line('M1030 246L1022 322M1070 246L1078 322M1050 246L1050 322', '#5a2c1e', 5) +
    fill('M1020 248L1080 248L1062 226L1038 226Z', '#5a2c1e') +
    box(1018, 322, 64, 9, '#5a2c1e') +
    disc(1050, 218, 9, '#5a2c1e');
  const glow = disc(
    1050,
    290,
    240,
    s.glow(
      [
        [0, '#ffdf9a', 0.5],
        [1, '#ffdf9a', 0],
      ],
      1050,
      290,
      240,
    ),
  );
  const ribbon =
    fill('M886 500Q1050 552 1214 500L1224 540Q1050 596 876 540Z', '#e9cf9c') +
    `<text x="1050" y="556" text-anchor="middle" font-family="P052, Palatino, serif" font-style="italic" font-size="31" fill="#4a241a" letter-spacing="3">by the tide</text>`;
  return (
    glow +
    box(770, 110, 560, 510, '#57291c') +
    `<rect x="788" y="128" width="524" height="474" fill="none" stroke="#c27a48" stroke-width="5"/>` +
    glow +
    fill(shield, '#eac27a') +
    fill('M960 352Q1005 336 1050 352T1140 352L1138 372Q1120 440 1050 476Q974 434 961 352Z', '#7d9a94') +
    otter +
    lantern +
    line(`${shield}`, '#5a2c1e', 8) +
    ribbon
  );
}

/** The mayor's chair, and the clerk's, of which one sees the top. */
function dais() {
  const chair =
    fill('M960 900L960 700Q962 640 1050 624Q1138 640 1140 700L1140 900Z', '#31170f') +
    fill('M984 880L984 712Q990 668 1050 654Q1110 668 1116 712L1116 880Z', '#9c2f22') +
    [0, 1, 2].map((i) => [-1, 0, 1].map((j) => disc(1050 + j * 36, 716 + i * 44, 4.5, '#e0a35c')).join('')).join('') +
    disc(1050, 630, 13, '#e0a35c');
  const clerk = fill('M1208 900L1208 812Q1246 792 1284 812L1284 900Z', '#31170f');
  const bench =
    fill('M700 840L1400 840L1448 1010L652 1010Z', '#3f1e15') +
    box(690, 828, 720, 18, '#a65a36') +
    box(720, 868, 660, 4, '#7c3d27') +
    line('M876 880L868 990M1050 880L1050 1000M1224 880L1232 990', '#2a1512', 4);
  const papers =
    fill('M1010 822L1072 822L1078 832L1004 832Z', '#f0e2c2') +
    fill('M1204 824L1256 824L1262 832L1198 832Z', '#f0e2c2') +
    fill('M802 828L806 792Q822 780 838 792L842 828Z', '#c7d2c9', 'opacity=".75"');
  return chair + clerk + bench + papers;
}

function shafts(s) {
  const ray = (x, lean) =>
    fill(
      path([
        [x - 92, 300],
        [x + 92, 300],
        [x + 92 + lean * 760, 1400],
        [x - 160 + lean * 760, 1400],
      ]),
      s.blend([
        [0, '#ffe4a8', 0.3],
        [0.6, '#ffe4a8', 0.1],
        [1, '#ffe4a8', 0],
      ]),
    );
  return group(ray(210, 0.62) + ray(560, 0.55) + ray(1540, 0.5) + ray(1890, 0.44), `filter="${s.soft(5)}"`);
}

function lamps(s) {
  return [420, 1050, 1680]
    .map(
      (x) =>
        line(`M${x} 0L${x} ${x === 1050 ? 40 : 150}`, '#1c0e0b', 6) +
        (x === 1050
          ? ''
          : disc(
              x,
              214,
              190,
              s.glow(
                [
                  [0, '#fff0c4', 0.42],
                  [1, '#fff0c4', 0],
                ],
                x,
                214,
                190,
              ),
            ) +
            fill(`M${x - 74} 206Q${x - 58} 150 ${x} 148Q${x + 58} 150 ${x + 74} 206Z`, '#2f5148') +
            `<ellipse cx="${x}" cy="206" rx="74" ry="13" fill="#fff2cc"/>`),
    )
    .join('');
}

/** Two curved rows of desks, seen from behind and above, that open towards the dais. */
function desks() {
  const row = (y, rx, ry, tone, edge) => {
    const arc = (dy) =>
      curve(
        Array.from({ length: 25 }, (_, i) => {
          const a = Math.PI * (0.04 + (0.92 * i) / 24);
          return [1050 - rx * Math.cos(a), y + dy + ry * Math.sin(a)];
        }),
      );
    const low = curve(
      Array.from({ length: 25 }, (_, i) => {
        const a = Math.PI * (0.96 - (0.92 * i) / 24);
        return [1050 - rx * Math.cos(a), y + 86 + ry * Math.sin(a)];
      }),
    );
    return fill(`${arc(0)}L${low.slice(1)}Z`, tone) + line(arc(0), edge, 11) + line(arc(16), '#1f0f0b', 4);
  };
  return row(930, 640, 150, '#4a2318', '#b3623a') + row(1000, 900, 230, '#391a12', '#c7743f');
}

function members(roll) {
  let out = '';
  const seat = (rx, ry, y, count, size, from = 0.1, to = 0.9) => {
    for (let i = 0; i < count; i++) {
      const a = Math.PI * (from + ((to - from) * i) / (count - 1));
      const [x, by] = [1050 - rx * Math.cos(a), y + ry * Math.sin(a)];
      const lean = (1050 - x) / 1050;
      if (i === 5 && count === 11) {
        out += fill(
          `M${x - size * 0.9} ${by + size * 1.6}Q${x - size * 0.9} ${by - size * 0.4} ${x} ${by - size * 0.5}Q${x + size * 0.9} ${by - size * 0.4} ${x + size * 0.9} ${by + size * 1.6}Z`,
          '#5d2a1b',
        );
        continue;
      }
      out += fill(
        `M${x - size * 1.25} ${by + size * 1.7}Q${x - size * 1.2} ${by + size * 0.25} ${x - size * 0.3} ${by + size * 0.12}L${x + size * 0.3} ${by + size * 0.12}Q${x + size * 1.2} ${by + size * 0.25} ${x + size * 1.25} ${by + size * 1.7}Z`,
        '#150b0a',
      );
      out += `<ellipse cx="${x + lean * 8}" cy="${by - size * 0.42}" rx="${size * 0.46}" ry="${size * 0.58}" fill="#150b0a"/>`;
      const kind = roll();
      if (kind < 0.3) out += disc(x + lean * 4, by - size * 1.02, size * 0.24, '#150b0a');
      else if (kind < 0.5)
        out += `<ellipse cx="${x + lean * 6}" cy="${by - size * 0.3}" rx="${size * 0.6}" ry="${size * 0.62}" fill="#150b0a"/>`;
      out += line(
        `M${x + size * 0.1 + lean * 8} ${by - size * 0.98}Q${x + size * 0.48 + lean * 8} ${by - size * 0.8} ${x + size * 0.44 + lean * 8} ${by - size * 0.3}`,
        '#e9a860',
        3,
        'opacity=".7"',
      );
    }
  };
  seat(600, 146, 918, 8, between(roll, 46, 48), 0.08, 0.92);
  seat(830, 224, 992, 11, 62, 0.1, 0.9);
  return out;
}

function vignette(s) {
  return box(
    0,
    0,
    WIDTH,
    HEIGHT,
    s.glow(
      [
        [0, '#120807', 0],
        [0.6, '#120807', 0.05],
        [1, '#120807', 0.72],
      ],
      1050,
      620,
      1350,
    ),
  );
}

/** The rail of the public seats, with hands on it. */
function gallery() {
  let out = box(0, 1318, WIDTH, 90, '#0d0706') + box(0, 1306, WIDTH, 14, '#7c3d27') + box(0, 1302, WIDTH, 4, '#d08a52');
  for (const x of [150, 330, 1690, 1760, 2010])
    out +=
      fill(`M${x - 40} 1330Q${x - 44} 1296 ${x - 18} 1292Q${x + 6} 1286 ${x + 30} 1294Q${x + 46} 1300 ${x + 40} 1330Z`, '#0d0706') +
      line(`M${x - 20} 1300L${x - 22} 1322M${x - 2} 1296L${x - 2} 1322M${x + 16} 1296L${x + 18} 1322`, '#3f1e15', 3);
  return out;
}
