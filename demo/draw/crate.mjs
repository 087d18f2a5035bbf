// Bay 14: a crate with somebody's lunch on it, and an otter between the slats.

import { between, box, dice, disc, fill, group, HEIGHT, line, path, sheet, WIDTH } from './ink.mjs';

const SERIF = `font-family="P052, Palatino, serif"`;
const STENCIL = `font-family="Nimbus Mono PS, DejaVu Sans Mono, monospace" font-weight="700"`;

export function scene() {
  const s = sheet();
  const roll = dice(14);
  const hall = box(
    0,
    0,
    WIDTH,
    HEIGHT,
    s.blend([
      [0, '#101a22'],
      [0.55, '#1d2e38'],
      [0.62, '#243843'],
      [1, '#0d151b'],
    ]),
  );
  return s.finish(
    hall + racks(roll) + skylight(s) + floor(s, roll) + forklift() + crate(s, roll) + lunch() + note() + motes(s, roll),
    '#101a22',
  );
}

/** Shelves on both sides, full of what other people have not come for. */
function racks(roll) {
  let out = '';
  const vanish = [1080, 560];
  const at = (x, y, z) => [vanish[0] + (x * 900) / z, vanish[1] - (y * 900) / z];
  for (const side of [-1, 1]) {
    for (let z = 14; z > 2.2; z *= 0.82) {
      const near = z * 0.82;
      for (const y of [-1.6, -0.1, 1.4, 2.9]) {
        const shelf = fill(
          path([at(side * 3, y, z), at(side * 3, y, near), at(side * 3, y - 0.1, near), at(side * 3, y - 0.1, z)]),
          '#8a5a32',
        );
        let load = '';
        for (let k = 0; k < 3; k++) {
          const [z0, z1] = [z - ((z - near) * (k + 0.08)) / 3, z - ((z - near) * (k + 0.9)) / 3];
          const h = between(roll, 0.5, 1.25);
          if (roll() < 0.16) continue;
          const tone = ['#3d4f57', '#50615f', '#6b5540', '#2f434d', '#7a6247'][Math.floor(roll() * 5)];
          load += fill(
            path([at(side * 3.05, y, z0), at(side * 3.05, y + h, z0), at(side * 3.05, y + h, z1), at(side * 3.05, y, z1)]),
            tone,
            'opacity=".9"',
          );
        }
        out += load + shelf;
      }
      out += line(
        `M${at(side * 3, -1.9, near).join(' ')}L${at(side * 3, 4.4, near).join(' ')}`,
        '#c07a3a',
        Math.max(2, 34 / near),
        'opacity=".8"',
      );
    }
  }
  const [x, y] = at(0, -1.9, 16);
  return (
    out +
    box(x - 130, y - 250, 260, 250, '#3f5a64') +
    Array.from({ length: 9 }, (_, i) => line(`M${x - 130} ${y - 250 + i * 28}L${x + 130} ${y - 250 + i * 28}`, '#2b424c', 3)).join('')
  );
}

function skylight(s) {
  const shaft = fill(
    'M760 0L1240 0L1640 1230L430 1230Z',
    s.blend([
      [0, '#fdf3d2', 0.62],
      [0.7, '#fdf3d2', 0.24],
      [1, '#fdf3d2', 0.05],
    ]),
  );
  return (
    group(shaft, `filter="${s.soft(16)}"`) +
    group(fill('M880 0L1120 0L1400 1230L690 1230Z', '#fff6da', 'opacity=".18"'), `filter="${s.soft(20)}"`)
  );
}

function floor(s, roll) {
  const slab = fill(
    'M0 1010L2100 1010L2100 1400L0 1400Z',
    s.blend([
      [0, '#2c414b', 0],
      [0.2, '#263a44', 0.9],
      [1, '#131d24'],
    ]),
  );
  const pool = group(`<ellipse cx="1040" cy="1236" rx="760" ry="120" fill="#fdf0c8" opacity=".5"/>`, `filter="${s.soft(26)}"`);
  const marks =
    line('M-20 1330L620 1090M2120 1310L1480 1090', '#eaa94c', 15, 'opacity=".7"') +
    `<text x="1760" y="1370" ${STENCIL} font-size="96" fill="#eaa94c" opacity=".8">14</text>`;
  const cracks = Array.from({ length: 12 }, () =>
    line(
      `M${between(roll, 0, WIDTH)} ${between(roll, 1150, 1390)}l${between(roll, -60, 60)} ${between(roll, 4, 16)}l${between(roll, -60, 60)} ${between(roll, 4, 16)}`,
      '#0d151b',
      3,
      'opacity=".5"',
    ),
  ).join('');
  return slab + pool + marks + cracks;
}

/** Half of Sunil Batra's forklift, with the radio on the seat. */
function forklift() {
  const c = '#0c1318';
  return group(
    fill('M0 0L300 0Q336 -8 340 -60L340 -210Q330 -250 280 -252L150 -256L116 -170L0 -170Z', '#c9832f') +
      fill('M0 0L300 0Q336 -8 340 -60L340 -80L0 -80Z', '#9c5f20') +
      line('M30 -172L60 -480L268 -480L290 -252', c, 18) +
      fill('M44 -492L290 -492L290 -468L44 -468Z', c) +
      fill('M150 -256L240 -256L250 -330Q246 -370 226 -372L214 -372L208 -292L150 -284Z', c) +
      line('M92 -170L120 -300', c, 11) +
      line('M98 -306L146 -292', c, 12) +
      line('M-34 30L-34 -560M-66 30L-66 -560', c, 18) +
      line('M-70 -40L-70 20L-330 20', c, 18) +
      disc(70, 14, 62, c) +
      disc(70, 14, 26, '#6a7a7e') +
      disc(280, 24, 50, c) +
      disc(280, 24, 20, '#6a7a7e') +
      disc(256, -500, 13, '#eaa94c'),
    'transform="translate(1700 1120) scale(1.08)"',
  );
}

function crate(s, roll) {
  const [l, r, top, foot] = [560, 1330, 560, 1210];
  const shadow = group(fill('M520 1206L1400 1206L1620 1296L420 1296Z', '#05090c', 'opacity=".75"'), `filter="${s.soft(12)}"`);
  const side = fill('M1330 560L1470 500L1470 1110L1330 1210Z', '#5a3b22');
  const lid = fill('M560 560L1330 560L1470 500L730 500Z', '#d8ab6a');
  const dark = box(l, top, r - l, foot - top, '#120c08');
  let slats = '';
  for (let i = 0; i < 6; i++) {
    const y = top + 8 + i * 107;
    const h = i === 2 ? 36 : 93;
    slats += box(
      l,
      y,
      r - l,
      h,
      s.blend([
        [0, '#c89557'],
        [0.5, '#b37f45'],
        [1, '#8f6032'],
      ]),
    );
    for (let k = 0; k < 6; k++)
      slats += line(
        `M${l + between(roll, 0, 300)} ${y + between(roll, 10, h - 8)}q${between(roll, 100, 240)} ${between(roll, -8, 8)} ${between(roll, 240, 440)} 0`,
        '#80542b',
        2.4,
        'opacity=".7"',
      );
    slats += line(`M1330 ${y + h + 4}L1470 ${y + h - 66}`, '#2c1b0f', 9);
  }
  const battens = [l, r - 84]
    .map(
      (x) =>
        box(
          x,
          top,
          84,
          foot - top,
          s.blend(
            [
              [0, '#d2a162'],
              [1, '#a06d39'],
            ],
            [0, 0, 1, 0],
          ),
        ) +
        [0, 1, 2, 3, 4, 5]
          .map((i) => disc(x + 26, top + 56 + i * 107, 6, '#3a2614') + disc(x + 60, top + 56 + i * 107, 6, '#3a2614'))
          .join(''),
    )
    .join('');
  const brace = fill('M644 1200L644 1150L1216 574L1246 574L1246 624L690 1200Z', '#b98549', 'opacity=".0"');
  const rope = line('M730 500L560 560', '#8f6032', 4) + line('M560 566L1330 566', '#f4d49a', 5, 'opacity=".8"');
  const skids = box(600, 1206, 120, 40, '#3a2614') + box(1170, 1206, 120, 40, '#3a2614');
  return shadow + skids + side + dark + bronze(s) + slats + battens + brace + lid + rope + stencil();
}

/** What Batra saw when he got a torch: bronze, and part of a frieze. */
function bronze(s) {
  const glow = box(
    644,
    812,
    610,
    84,
    s.blend(
      [
        [0, '#6b3d12'],
        [0.5, '#ffce76'],
        [1, '#8a5218'],
      ],
      [0, 0, 1, 0],
    ),
  );
  const otter = (x) =>
    group(
      fill(
        'M-70 14C-50 20 -28 4 -4 -2C20 -8 36 -14 46 -20C54 -24 68 -20 68 -12C68 -6 58 -4 52 -2C44 8 30 14 14 18C-10 26 -50 26 -70 14Z',
        '#4a2608',
      ),
      `transform="translate(${x} 856) scale(1.25)"`,
    );
  return (
    glow +
    box(
      660,
      936,
      590,
      34,
      s.blend(
        [
          [0, '#3f2208'],
          [0.5, '#d99a3e'],
          [1, '#5a340e'],
        ],
        [0, 0, 1, 0],
      ),
    ) +
    otter(790) +
    otter(1120) +
    fill('M934 828L966 828L974 882L926 882Z', '#4a2608') +
    fill('M922 828L978 828L950 812Z', '#4a2608')
  );
}

function stencil() {
  return (
    `<text x="880" y="660" text-anchor="middle" ${STENCIL} font-size="104" fill="#2c1b0f" letter-spacing="16" opacity=".88">MAUD</text><text x="880" y="756" text-anchor="middle" ${STENCIL} font-size="52" fill="#2c1b0f" letter-spacing="6" opacity=".82">PELLHITHE</text><text x="945" y="1086" text-anchor="middle" ${STENCIL} font-size="40" fill="#2c1b0f" letter-spacing="4" opacity=".8">4200 KG</text>` +
    line('M720 1150L720 1110M704 1126L720 1108L736 1126M780 1150L780 1110M764 1126L780 1108L796 1126M704 1160L796 1160', '#2c1b0f', 7) +
    line('M1120 1160L1150 1160L1150 1130M1106 1104Q1136 1090 1166 1104Q1162 1130 1138 1134L1138 1160', '#2c1b0f', 6)
  );
}

/** Cheese and pickle, on page three. */
function lunch() {
  const paper =
    fill('M820 536L1130 524L1180 498L1040 486L800 504Z', '#eee7d2') +
    line('M850 528L1120 518M870 518L1140 508M890 508L1120 500', '#8f9a98', 3) +
    fill('M960 520L1050 516L1062 504L980 506Z', '#a7b0ac');
  const bread =
    fill('M880 506L1000 500L990 452L896 446Z', '#f4e3b8') +
    fill('M884 492L1000 486L998 472L882 476Z', '#eaa94c') +
    fill('M882 484L1000 478L999 474L882 480Z', '#6b3d2a') +
    line('M896 446L990 452', '#b97b3c', 8) +
    fill('M1020 508L1096 498L1060 452Z', '#f4e3b8') +
    line('M1020 508L1060 452L1096 498', '#b97b3c', 6) +
    fill('M1030 500L1092 490L1084 480L1036 488Z', '#eaa94c');
  const flask =
    box(1172, 372, 50, 128, '#8f3a22') +
    box(1172, 372, 50, 22, '#c7d2c9') +
    fill('M1180 372L1214 372L1210 346L1184 346Z', '#c7d2c9') +
    box(1180, 398, 8, 96, '#d98a6b') +
    fill('M1240 500L1292 500L1286 458L1246 458Z', '#c7d2c9') +
    line('M1290 468Q1312 474 1288 490', '#c7d2c9', 6) +
    line('M1258 448Q1250 430 1262 414T1258 380M1276 446Q1270 430 1280 416', '#f2e8d6', 5, 'opacity=".6"');
  return paper + bread + flask;
}

/** The delivery note in its wallet. */
function note() {
  return group(
    box(-70, -50, 140, 104, '#eef2ea') +
      `<rect x="-70" y="-50" width="140" height="104" fill="none" stroke="#9fb3b3" stroke-width="4"/>` +
      `<text x="-56" y="-20" ${SERIF} font-size="20" fill="#22343c">Consignee:</text><text x="-56" y="10" ${SERIF} font-style="italic" font-size="30" fill="#22343c">MAUD</text>` +
      line('M-56 28L50 28M-56 40L20 40', '#87a3a5', 3) +
      disc(-62, -42, 4, '#7d8a8c') +
      disc(62, -42, 4, '#7d8a8c') +
      fill('M-66 -46L-10 -46L-50 50L-66 50Z', '#ffffff', 'opacity=".5"'),
    'transform="translate(1172 640) rotate(3) scale(.92)"',
  );
}

function motes(s, roll) {
  let out = '';
  for (let i = 0; i < 120; i++) {
    const y = between(roll, 40, 1150);
    out += disc(
      1030 + between(roll, -1, 1) * (220 + y * 0.34),
      y,
      between(roll, 1, 3.4),
      '#fff6da',
      `opacity="${between(roll, 0.15, 0.75).toFixed(2)}"`,
    );
  }
  return (
    out +
    box(
      0,
      0,
      WIDTH,
      HEIGHT,
      s.glow(
        [
          [0, '#060a0d', 0],
          [0.5, '#060a0d', 0.12],
          [1, '#060a0d', 0.8],
        ],
        1000,
        720,
        1350,
      ),
    )
  );
}
