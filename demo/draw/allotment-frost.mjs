// The allotments at Crake Road in the winter of 1963: everything stands, nothing moves.

import { between, box, curve, dice, disc, fill, group, HEIGHT, line, sheet, WIDTH } from './ink.mjs';

const HORIZON = 620;

export function scene() {
  const s = sheet();
  const roll = dice(1963);
  const sky = box(
    0,
    0,
    WIDTH,
    HORIZON + 40,
    s.blend([
      [0, '#7f9fac'],
      [0.5, '#b9c8c4'],
      [0.85, '#ecdcc0'],
      [1, '#f4dfbb'],
    ]),
  );
  const sun =
    disc(
      1560,
      520,
      560,
      s.glow(
        [
          [0, '#fff1cf', 1],
          [0.18, '#fbdfae', 0.65],
          [1, '#fbdfae', 0],
        ],
        1560,
        520,
        560,
      ),
    ) + disc(1560, 520, 58, '#fff7e2');
  return s.finish(
    sky +
      sun +
      distance(s, roll) +
      ground(s) +
      furrows(roll) +
      sheds(s) +
      poles(roll) +
      leeks(roll) +
      barrow() +
      robin() +
      fence(roll) +
      rime(s, roll),
    '#dfe4dc',
  );
}

/** The frozen river, the far bank, the gasholder, bare elms. */
function distance(s, roll) {
  const far = fill(
    curve(
      [
        [-10, 570],
        [300, 548],
        [700, 562],
        [1100, 540],
        [1500, 556],
        [2110, 536],
        [2110, 640],
        [-10, 640],
      ],
      false,
    ),
    '#a9b9b8',
  );
  let roofs = 'M-10 640';
  for (let x = -10; x < 1000; ) {
    const w = between(roll, 30, 70);
    const h = between(roll, 16, 56);
    roofs += `L${x} ${592 - h}L${x + w / 2} ${592 - h - between(roll, 8, 20)}L${x + w} ${592 - h}`;
    if (roll() < 0.5) roofs += 'l0 -22l8 0l0 22';
    x += w;
  }
  let smoke = '';
  for (const [x, k] of [
    [120, 1],
    [342, 0.7],
    [560, 1.2],
    [830, 0.8],
  ])
    smoke += fill(
      curve(
        [
          [x - 3, 530],
          [x - 8, 470],
          [x + 6, 400],
          [x - 4, 330],
          [x + 16, 250 - 40 * k],
          [x + 34, 240 - 40 * k],
          [x + 18, 330],
          [x + 24, 400],
          [x + 8, 470],
          [x + 5, 530],
        ],
        false,
      ),
      '#f2ece0',
      'opacity=".6"',
    );
  const spire = 'M640 600L640 470L656 352L672 470L672 600Z';
  const river =
    box(0, 592, WIDTH, 40, '#dfe8e6') +
    Array.from({ length: 26 }, () =>
      line(
        `M${between(roll, 0, WIDTH).toFixed(0)} ${between(roll, 598, 628).toFixed(0)}l${between(roll, 20, 130).toFixed(0)} ${between(roll, -3, 3).toFixed(0)}`,
        '#9fb6b8',
        2,
      ),
    ).join('');
  const walkers = [980, 1004, 1180, 1420, 1446, 1460]
    .map((x) => line(`M${x} 616L${x} 604`, '#3a4a50', 4) + disc(x, 601, 3, '#3a4a50'))
    .join('');
  return (
    group(far, '') +
    group(fill(`${roofs}L1000 640Z`, '#8ea1a3') + fill(spire, '#8ea1a3'), `filter="${s.soft(1.4)}"`) +
    group(smoke, `filter="${s.soft(4)}"`) +
    river +
    walkers +
    elm(roll, 1850, 640, 300) +
    elm(roll, 1290, 630, 170) +
    elm(roll, 1990, 640, 220)
  );
}

function elm(roll, x, y, h) {
  let out = '';
  const grow = (px, py, angle, length, width) => {
    if (length < h * 0.035) return;
    const [qx, qy] = [px + Math.cos(angle) * length, py - Math.sin(angle) * length];
    out += line(`M${px.toFixed(1)} ${py.toFixed(1)}L${qx.toFixed(1)} ${qy.toFixed(1)}`, '#6b7c80', width);
    const forks = length > h * 0.12 ? 3 : 2;
    for (let i = 0; i < forks; i++) grow(qx, qy, angle + between(roll, -0.62, 0.62), length * between(roll, 0.6, 0.78), width * 0.62);
  };
  grow(x, y, Math.PI / 2, h * 0.3, h * 0.045);
  return out;
}

function ground(s) {
  return (
    box(
      0,
      HORIZON,
      WIDTH,
      HEIGHT - HORIZON,
      s.blend([
        [0, '#e6e3d4'],
        [0.3, '#cfd9d6'],
        [1, '#9fb7bf'],
      ]),
    ) +
    disc(
      1560,
      700,
      900,
      s.glow(
        [
          [0, '#ffeec8', 0.7],
          [1, '#ffeec8', 0],
        ],
        1560,
        700,
        900,
      ),
    )
  );
}

/** Beds running away from us, each clod with a white side and a blue one. */
function furrows(roll) {
  let out = '';
  const vanish = [1180, 560];
  for (let i = -22; i <= 22; i++) {
    const foot = 1180 + i * 150;
    const at = (t) => [vanish[0] + (foot - vanish[0]) * t, vanish[1] + (1440 - vanish[1]) * t];
    const [a, b] = [at(0.1), at(1)];
    const w = 42;
    if (i > -3 && i < 1) continue;
    out += fill(`M${a[0]} ${a[1]}L${b[0] - w} ${b[1]}L${b[0] + w} ${b[1]}Z`, '#4f666f', 'opacity=".34"');
    for (let k = 0; k < 22; k++) {
      const t = between(roll, 0.16, 1) ** 0.8;
      const [x, y] = at(t);
      out += `<ellipse cx="${(x + between(roll, -30, 30) * t).toFixed(1)}" cy="${y.toFixed(1)}" rx="${(26 * t).toFixed(1)}" ry="${(8 * t).toFixed(1)}" fill="${roll() < 0.5 ? '#f6f4ea' : '#5c737b'}" opacity="${between(roll, 0.25, 0.7).toFixed(2)}"/>`;
    }
  }
  const pathway =
    fill('M1118 640L1150 640L1010 1420L420 1420Z', '#e9ebe4', 'opacity=".85"') +
    line('M1118 640L420 1420M1150 640L1010 1420', '#8ba3aa', 3, 'opacity=".6"');
  let prints = '';
  for (let k = 0; k < 16; k++) {
    const t = 0.12 + 0.86 * (k / 15) ** 1.5;
    const x = 1134 - 420 * t + (k % 2 ? 24 : -24) * t;
    prints += `<ellipse cx="${x.toFixed(0)}" cy="${(640 + 760 * t).toFixed(0)}" rx="${(13 * t).toFixed(1)}" ry="${(20 * t).toFixed(1)}" fill="#7d959d" opacity=".75"/>`;
  }
  return out + pathway + prints;
}

function sheds(s) {
  const shed = (x, y, k, wall, dark) => {
    const boards = Array.from({ length: 8 }, (_, i) => line(`M${18 + i * 34} -150L${18 + i * 34} 0`, dark, 3)).join('');
    const g =
      fill('M0 0L0 -156L144 -214L288 -156L288 0Z', wall) +
      boards +
      fill('M-18 -150L144 -216L306 -150L312 -168L144 -242L-24 -168Z', '#eef1ea') +
      fill('M-18 -150L144 -216L306 -150L300 -140L144 -204L-12 -140Z', dark) +
      box(112, -120, 68, 120, dark) +
      box(206, -118, 54, 46, '#f3c26b') +
      line('M233 -118L233 -72M206 -95L260 -95', dark, 4) +
      line('M120 -60L128 -60', '#d9cba6', 5) +
      box(30, -268, 14, 66, '#3c4d54') +
      fill('M24 -270L50 -270L46 -282L28 -282Z', '#3c4d54');
    const shadow = group(fill('M0 0L288 0L-120 74L-460 74Z', '#5b7680', 'opacity=".45"'), `filter="${s.soft(4)}"`);
    return group(shadow + g, `transform="translate(${x} ${y}) scale(${k})"`);
  };
  const smoke = group(
    fill(
      curve(
        [
          [342, 560],
          [330, 500],
          [352, 430],
          [336, 350],
          [362, 250],
          [392, 240],
          [372, 350],
          [384, 430],
          [362, 500],
          [356, 560],
        ],
        false,
      ),
      '#f6f2e8',
      'opacity=".7"',
    ),
    `filter="${s.soft(6)}"`,
  );
  return (
    shed(1330, 706, 0.5, '#6f7f7c', '#4d5e60') +
    shed(780, 690, 0.4, '#7d8c88', '#5a6b6c') +
    smoke +
    shed(300, 860, 1.18, '#7b5a46', '#4c382f')
  );
}

/** Bean poles in a row, tied at the top, and what the frost has left on them. */
function poles(roll) {
  let out = '';
  for (let i = 0; i < 7; i++) {
    const t = i / 6;
    const x = 1420 + t * t * 560;
    const y = 780 + t * t * 500;
    const h = 190 + t * t * 440;
    const w = h * 0.2;
    out +=
      line(`M${x - w} ${y}L${x + w * 0.2} ${y - h}M${x + w} ${y}L${x - w * 0.2} ${y - h}`, '#33434a', 5 + 8 * t) +
      line(`M${x - w - 2} ${y}L${x + w * 0.2 - 3} ${y - h}`, '#f7f5ec', 2 + 3 * t);
    for (let k = 0; k < 7; k++) {
      const u = between(roll, 0.2, 0.9);
      const sx = x + w * (1 - 1.2 * u);
      const sy = y - h * u;
      out += line(
        `M${sx} ${sy}q${between(roll, -26, 26)} ${between(roll, 4, 30)} ${between(roll, -14, 14)} ${between(roll, 26, 60)}`,
        '#8b9a94',
        2 + 2 * t,
      );
    }
  }
  return line('M1424 596Q1600 640 1998 668', '#33434a', 6) + out;
}

/** A row of leeks with their flags down, each in its own blue shadow. */
function leeks(roll) {
  let out = '';
  for (let i = 0; i < 8; i++) {
    const t = (i + 1) / 8;
    const x = 1240 + 150 * t * t + i * 10;
    const y = 690 + 640 * t * t;
    const h = 26 + 150 * t * t;
    out += fill(
      `M${x} ${y}L${x - h * 1.9} ${y + h * 0.34}L${x - h * 1.8} ${y + h * 0.48}L${x + h * 0.1} ${y + h * 0.1}Z`,
      '#56727d',
      'opacity=".45"',
    );
    out += fill(`M${x - h * 0.09} ${y}L${x - h * 0.08} ${y - h * 0.55}L${x + h * 0.08} ${y - h * 0.55}L${x + h * 0.09} ${y}Z`, '#eef0e4');
    for (let k = 0; k < 7; k++) {
      const dir = (k - 3) / 3;
      const bend = between(roll, 0.6, 1);
      out +=
        fill(
          `M${x - h * 0.06} ${y - h * 0.5}Q${x + dir * h * 0.4} ${y - h * (1.15 - Math.abs(dir) * 0.2)} ${x + dir * h * 0.85} ${y - h * (0.75 - 0.45 * bend * Math.abs(dir))}Q${x + dir * h * 0.4} ${y - h * 0.86} ${x + h * 0.06} ${y - h * 0.5}Z`,
          k % 2 ? '#5f7c6c' : '#86a08c',
        ) +
        line(
          `M${x} ${y - h * 0.52}Q${x + dir * h * 0.4} ${y - h * (1.13 - Math.abs(dir) * 0.2)} ${x + dir * h * 0.84} ${y - h * (0.76 - 0.45 * bend * Math.abs(dir))}`,
          '#f5f6ee',
          1 + 2.4 * t * t,
        );
    }
  }
  return out;
}

function barrow() {
  const g =
    fill('M-20 26L240 26L40 110L-300 104Z', '#56727d', 'opacity=".45"') +
    line('M150 -36L330 -76M150 -20L330 -58', '#33434a', 11) +
    fill('M-60 -100L150 -86L118 -4L-14 -10Z', '#8e4a31') +
    fill('M-66 -104L156 -90L152 -76L-62 -90Z', '#f5f6ee') +
    line('M100 -6L120 44M20 -8L-40 30', '#33434a', 10) +
    disc(-46, 24, 30, '#33434a') +
    disc(-46, 24, 17, '#b8c6c4') +
    fill('M-40 -104Q-10 -150 30 -136Q70 -160 100 -126Q126 -118 130 -94Z', '#f5f6ee') +
    line('M60 -130L150 -246', '#6b5238', 9) +
    fill('M140 -240L160 -254L190 -226Q196 -196 176 -206Z', '#4a565a');
  return group(g, 'transform="translate(760 1150) scale(1.05)"');
}

function robin() {
  const g =
    fill('M-34 6C-40 -20 -14 -40 10 -34C24 -44 44 -34 42 -18L54 -14L42 -8C38 14 14 24 -8 18L-56 26Z', '#5f5240') +
    fill('M14 -26C30 -34 42 -26 40 -12C38 10 20 18 8 10C2 -4 4 -18 14 -26Z', '#c9532c') +
    disc(30, -22, 3.4, '#14191b') +
    line('M2 18L2 32M12 17L13 32', '#33434a', 3);
  return group(g, 'transform="translate(918 892) scale(.86)"');
}

function fence(roll) {
  let out = '';
  for (let x = -20; x < 620; x += 66) {
    const h = between(roll, 176, 216);
    out +=
      fill(`M${x} 1420L${x + 4} ${1420 - h}L${x + 22} ${1420 - h - 20}L${x + 40} ${1420 - h}L${x + 44} 1420Z`, '#2c3c43') +
      fill(
        `M${x + 4} ${1420 - h}L${x + 22} ${1420 - h - 22}L${x + 40} ${1420 - h}L${x + 38} ${1420 - h + 9}L${x + 22} ${1420 - h - 6}L${x + 6} ${1420 - h + 9}Z`,
        '#fafaf4',
      );
  }
  return (
    out +
    line('M-20 1300L640 1316', '#2c3c43', 16) +
    line('M-20 1290L640 1306', '#fafaf4', 7) +
    line(
      curve([
        [640, 1312],
        [720, 1330],
        [800, 1322],
        [900, 1352],
      ]),
      '#33434a',
      4,
    )
  );
}

/** Crystals in the near air. */
function rime(s, roll) {
  let out = '';
  for (let i = 0; i < 150; i++)
    out += disc(
      between(roll, 0, WIDTH),
      between(roll, 300, HEIGHT),
      between(roll, 1, 3.6),
      '#fffdf4',
      `opacity="${between(roll, 0.2, 0.9).toFixed(2)}"`,
    );
  return (
    out +
    box(
      0,
      HORIZON - 70,
      WIDTH,
      150,
      s.blend([
        [0, '#f6ecd6', 0],
        [0.5, '#f6ecd6', 0.5],
        [1, '#f6ecd6', 0],
      ]),
    )
  );
}
