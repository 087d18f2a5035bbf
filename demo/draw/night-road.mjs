// The west road at three in the morning: twenty-two miles, and one set of lights on it.

import { between, box, curve, dice, disc, fill, group, HEIGHT, line, sheet, WIDTH } from './ink.mjs';

export function scene() {
  const s = sheet();
  const roll = dice(54);
  const sky = box(
    0,
    0,
    WIDTH,
    HEIGHT,
    s.blend([
      [0, '#0b1624'],
      [0.35, '#15293b'],
      [0.5, '#2c4a5c'],
      [0.56, '#45646f'],
    ]),
  );
  return s.finish(
    sky + stars(roll) + hills(s, roll) + road(s) + hedges(roll) + poles() + ambulance(s) + sign() + owl() + mist(s),
    '#0b1624',
  );
}

function stars(roll) {
  let out = '';
  for (let i = 0; i < 130; i++)
    out += disc(
      between(roll, 0, WIDTH),
      between(roll, 0, 560),
      between(roll, 0.8, 2.6),
      '#f2e8d6',
      `opacity="${between(roll, 0.2, 0.9).toFixed(2)}"`,
    );
  return out;
}

/** Four ridges, each darker than the last, with Wickenford a smear of light behind the first. */
function hills(s, roll) {
  const glow = disc(
    1480,
    640,
    460,
    s.glow(
      [
        [0, '#f0c27a', 0.6],
        [0.4, '#e3a766', 0.22],
        [1, '#e3a766', 0],
      ],
      1480,
      640,
      460,
    ),
  );
  const ridge = (y, rough, color) => {
    const points = [];
    for (let x = -60; x <= WIDTH + 120; x += 150) points.push([x, y + between(roll, -rough, rough)]);
    return fill(`${curve(points)}L${WIDTH + 120} ${HEIGHT}L-60 ${HEIGHT}Z`, color);
  };
  const lights = Array.from({ length: 26 }, () =>
    box(1480 + between(roll, -190, 190), between(roll, 640, 668), 5, 5, '#ffdf9a', `opacity="${between(roll, 0.5, 1).toFixed(2)}"`),
  ).join('');
  const cross = group(box(-6, -20, 12, 40, '#d95f3c') + box(-20, -6, 40, 12, '#d95f3c'), 'transform="translate(1500 618) scale(.62)"');
  return (
    glow + ridge(680, 26, '#2a4452') + lights + cross + ridge(750, 34, '#203846') + ridge(840, 40, '#182c39') + ridge(960, 40, '#12222d')
  );
}

/** The road comes down towards us in bends that a stretcher feels. */
const centre = [
  [1480, 676, 3],
  [1380, 720, 6],
  [1540, 770, 10],
  [1680, 820, 17],
  [1420, 890, 27],
  [1010, 950, 42],
  [860, 1030, 66],
  [1120, 1130, 108],
  [1300, 1260, 176],
  [1180, 1440, 270],
];

function road(s) {
  const left = centre.map(([x, y, w]) => [x - w, y]);
  const right = centre.map(([x, y, w]) => [x + w, y]);
  const tar = `${curve(left)}L${curve([...right].reverse()).slice(1)}Z`;
  const verge = `${curve(centre.map(([x, y, w]) => [x - w * 1.22, y]))}L${curve(centre.map(([x, y, w]) => [x + w * 1.22, y]).reverse()).slice(1)}Z`;
  const dashes =
    line(curve(centre), '#e9dfc6', 4, 'stroke-dasharray="16 22" opacity=".65"') +
    line(curve(centre.slice(6)), '#e9dfc6', 13, 'stroke-dasharray="60 74" opacity=".7"');
  return (
    fill(verge, '#2f5148') +
    fill(
      tar,
      s.blend([
        [0, '#6f8a94'],
        [0.35, '#4a6273'],
        [0.6, '#34485a'],
        [1, '#1a2733'],
      ]),
    ) +
    dashes +
    line(curve(left.slice(5)), '#e9dfc6', 4, 'opacity=".4"') +
    line(curve(right.slice(5)), '#e9dfc6', 4, 'opacity=".4"')
  );
}

function hedges(roll) {
  let out = '';
  for (const side of [-1, 1])
    for (let i = 0; i < 120; i++) {
      const t = roll() * (centre.length - 1);
      const k = Math.floor(t);
      const [a, b] = [centre[k], centre[Math.min(centre.length - 1, k + 1)]];
      const [x, y, w] = a.map((n, j) => n + (b[j] - n) * (t - k));
      if (y > 1330) continue;
      const r = w * between(roll, 0.2, 0.44);
      out += disc(x + side * w * between(roll, 1.3, 1.75), y - r * 0.4, r, roll() < 0.5 ? '#0f1f22' : '#152a2c');
    }
  return out;
}

function poles() {
  const at = [
    [1650, 700, 60],
    [1790, 770, 96],
    [1640, 900, 160],
    [520, 1010, 260],
    [300, 1290, 520],
  ];
  const mast = at
    .map(([x, y, h]) =>
      line(
        `M${x} ${y}L${x} ${y - h}M${x - h * 0.12} ${y - h * 0.92}L${x + h * 0.12} ${y - h * 0.92}M${x - h * 0.1} ${y - h * 0.84}L${x + h * 0.1} ${y - h * 0.84}`,
        '#0a141b',
        h * 0.03,
      ),
    )
    .join('');
  let wires = '';
  for (let i = 0; i < at.length - 1; i++)
    for (const f of [0.92, 0.84]) {
      const [a, b] = [at[i], at[i + 1]];
      wires += line(
        `M${a[0]} ${a[1] - a[2] * f}Q${(a[0] + b[0]) / 2} ${(a[1] - a[2] * f + b[1] - b[2] * f) / 2 + b[2] * 0.16} ${b[0]} ${b[1] - b[2] * f}`,
        '#0a141b',
        2.4,
        'opacity=".8"',
      );
    }
  return wires + mast;
}

/** Going away from us on the second bend, doors lit, blue on the verge. */
function ambulance(s) {
  const [x, y] = [1010, 946];
  const ahead = group(
    fill('M70 -40L420 -112L520 -70L180 10Z', '#fff0c0', 'opacity=".42"'),
    `transform="translate(${x} ${y})" filter="${s.soft(20)}"`,
  );
  const flash = disc(
    x,
    y - 96,
    420,
    s.glow(
      [
        [0, '#8fd0ff', 0.75],
        [0.18, '#5aa9e6', 0.35],
        [1, '#3f7fc0', 0],
      ],
      x,
      y - 96,
      420,
    ),
  );
  const g =
    `<ellipse cx="4" cy="4" rx="78" ry="12" fill="#060b10" opacity=".8"/>` +
    fill('M-62 -118L62 -118Q70 -116 70 -106L70 -16L-70 -16L-70 -106Q-70 -116 -62 -118Z', '#eef1e6') +
    fill('M-70 -44L70 -44L70 -16L-70 -16Z', '#eaa94c') +
    Array.from({ length: 7 }, (_, i) =>
      fill(`M${-70 + i * 20} -16L${-60 + i * 20} -44L${-50 + i * 20} -44L${-60 + i * 20} -16Z`, '#3f6b72'),
    ).join('') +
    box(-50, -104, 44, 40, '#ffd98c') +
    box(6, -104, 44, 40, '#ffd98c') +
    fill('M14 -64Q18 -92 28 -92Q40 -90 42 -64Z', '#2a3a42') +
    disc(28, -94, 8, '#2a3a42') +
    line('M0 -116L0 -18', '#9fb1ad', 4) +
    box(-60, -16, 24, 16, '#10181e') +
    box(36, -16, 24, 16, '#10181e') +
    box(-66, -38, 14, 12, '#d9432c') +
    box(52, -38, 14, 12, '#d9432c') +
    box(-50, -132, 36, 15, '#bfe4ff') +
    box(14, -132, 36, 15, '#6fb7f0') +
    box(-56, -119, 112, 6, '#22343c');
  const tails = group(
    line('M-58 8Q-110 60 -136 96M62 8Q36 60 4 110', '#d9432c', 9, 'opacity=".5"'),
    `transform="translate(${x} ${y})" filter="${s.soft(6)}"`,
  );
  return (
    ahead +
    flash +
    tails +
    group(g, `transform="translate(${x} ${y}) rotate(2) scale(.96)"`) +
    disc(
      x - 32,
      y - 122,
      60,
      s.glow(
        [
          [0, '#e4f5ff', 0.95],
          [1, '#8fd0ff', 0],
        ],
        x - 32,
        y - 122,
        60,
      ),
    )
  );
}

function sign() {
  return group(
    line('M0 0L0 -330', '#0a141b', 22) +
      fill('M-210 -430L190 -444L262 -376L196 -304L-206 -290Z', '#0a141b') +
      fill('M-200 -420L186 -434L248 -376L190 -314L-196 -300Z', '#f2ecd8') +
      `<text transform="translate(-186 -348) rotate(-2)" text-anchor="start" font-family="Nimbus Sans, Liberation Sans, sans-serif" font-weight="700" font-size="56" fill="#16283a">Wickenford</text><text transform="translate(206 -358) rotate(-2)" text-anchor="end" font-family="Nimbus Sans, Liberation Sans, sans-serif" font-size="56" fill="#16283a">22</text>`,
    'transform="translate(1790 1420)"',
  );
}

function owl() {
  return group(
    fill('M-30 0Q-40 -60 -24 -84Q0 -98 24 -84Q40 -60 30 0Q0 16 -30 0Z', '#0a141b') +
      fill('M-26 -80L-30 -100L-10 -88ZM26 -80L30 -100L10 -88Z', '#0a141b') +
      disc(-11, -68, 8, '#eaa94c') +
      disc(11, -68, 8, '#eaa94c') +
      disc(-11, -68, 3.6, '#0a141b') +
      disc(11, -68, 3.6, '#0a141b'),
    'transform="translate(1700 984)"',
  );
}

function mist(s) {
  const band = (y, deep, alpha) =>
    box(
      0,
      y - deep,
      WIDTH,
      deep * 2,
      s.blend([
        [0, '#b9cbc8', 0],
        [0.5, '#b9cbc8', alpha],
        [1, '#b9cbc8', 0],
      ]),
    );
  return (
    band(770, 50, 0.22) +
    band(900, 44, 0.14) +
    box(
      0,
      0,
      WIDTH,
      HEIGHT,
      s.glow(
        [
          [0, '#050a10', 0],
          [0.55, '#050a10', 0.06],
          [1, '#050a10', 0.68],
        ],
        1080,
        820,
        1350,
      ),
    )
  );
}
