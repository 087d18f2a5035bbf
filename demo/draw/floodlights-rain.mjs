// The Ropewalk in a cloudburst: one lamp left of four, one man in goal.

import { between, box, dice, disc, fill, group, HEIGHT, line, path, sheet, WIDTH } from './ink.mjs';
import { crowd } from './people.mjs';

const GRASS = 800;

export function scene() {
  const s = sheet();
  const roll = dice(1968);
  const night = box(
    0,
    0,
    WIDTH,
    HEIGHT,
    s.blend([
      [0, '#0a1420'],
      [0.45, '#14283a'],
      [0.57, '#28475a'],
    ]),
  );
  return s.finish(
    night + beam(s) + pylons(s) + stand(roll) + pitch(s, roll) + goal(s) + keeper(s) + rain(roll) + puddles(roll) + vignette(s),
    '#0a1420',
  );
}

function beam(s) {
  const cone = (spread, alpha) =>
    fill(
      path([
        [1668, 200],
        [1700, 200],
        [1500 + spread, 1400],
        [-500 - spread, 1400],
        [-400, 820],
      ]),
      s.blend(
        [
          [0, '#f3f4dc', alpha],
          [0.7, '#dfe8dc', alpha * 0.28],
          [1, '#dfe8dc', 0],
        ],
        [1684, 200, 700, 1300],
        'userSpaceOnUse',
      ),
    );
  return (
    group(cone(0, 0.55) + cone(240, 0.22), `filter="${s.soft(22)}"`) +
    disc(
      1684,
      190,
      620,
      s.glow(
        [
          [0, '#fdfbe6', 0.95],
          [0.1, '#f4efca', 0.55],
          [0.4, '#cfe0dc', 0.15],
          [1, '#cfe0dc', 0],
        ],
        1684,
        190,
        620,
      ),
    )
  );
}

/** Four of them, and the one that works. */
function pylons(s) {
  const tower = (x, top, base, k, lit) => {
    const w = 34 * k;
    let lattice = '';
    for (let i = 0; i < 9; i++) {
      const [t, u] = [i / 9, (i + 1) / 9];
      const [y0, y1] = [base - (base - top) * t, base - (base - top) * u];
      const [w0, w1] = [w * (1 - 0.6 * t), w * (1 - 0.6 * u)];
      lattice += line(`M${x - w0} ${y0}L${x + w1} ${y1}M${x + w0} ${y0}L${x - w1} ${y1}`, '#0b151d', 3 * k);
    }
    const mast = line(`M${x - w} ${base}L${x - w * 0.4} ${top}M${x + w} ${base}L${x + w * 0.4} ${top}`, '#0b151d', 5 * k);
    let lamps = box(x - 70 * k, top - 46 * k, 140 * k, 52 * k, '#0b151d');
    for (let r = 0; r < 2; r++)
      for (let c = 0; c < 5; c++) lamps += disc(x - 54 * k + c * 27 * k, top - 32 * k + r * 25 * k, 10 * k, lit ? '#fffef2' : '#2b3d49');
    return mast + lattice + lamps;
  };
  const lens = line('M1300 190L2068 190', '#fffbe0', 3, `opacity=".55" filter="${s.soft(2)}"`);
  return (
    tower(560, 430, 780, 0.62, false) +
    tower(1180, 470, 770, 0.5, false) +
    tower(96, 230, 800, 0.98, false) +
    tower(1684, 206, 800, 1.08, true) +
    lens
  );
}

/** A tin roof and the people under it, most of them with a telephone in the air. */
function stand(roll) {
  const roof =
    fill('M150 640L1330 610L1330 634L150 668Z', '#0c1720') +
    line('M150 642L1330 612', '#7d98a0', 4, 'opacity=".7"') +
    [210, 480, 750, 1020, 1290].map((x) => line(`M${x} 640L${x} 800`, '#0c1720', 9)).join('');
  const terrace = box(150, 700, 1180, 100, '#101f2a');
  const people =
    crowd(roll, { from: 170, to: 1310, y: 772, height: 92, color: '#08111a', gap: 0.26, loads: ['', '', 'arm', ''] }) +
    crowd(roll, { from: 160, to: 1320, y: 806, height: 96, color: '#0a1620', gap: 0.28, loads: ['', 'arm', '', ''] });
  let phones = '';
  for (let i = 0; i < 64; i++)
    phones += box(between(roll, 180, 1300), between(roll, 676, 752), 5, 8, '#dff0ee', `opacity="${between(roll, 0.5, 1).toFixed(2)}"`);
  const hut =
    box(1430, 716, 150, 90, '#0c1720') +
    fill('M1416 720L1505 680L1594 720Z', '#0c1720') +
    box(1456, 742, 62, 34, '#ffcf80') +
    `<text x="1505" y="734" text-anchor="middle" font-family="Nimbus Sans, Liberation Sans, sans-serif" font-weight="700" font-size="15" fill="#ffcf80">TEA</text>`;
  return terrace + people + phones + roof + hut;
}

function pitch(s, roll) {
  let out = box(
    0,
    GRASS,
    WIDTH,
    HEIGHT - GRASS,
    s.blend([
      [0, '#35584e'],
      [0.35, '#274740'],
      [1, '#0f2226'],
    ]),
  );
  for (let i = 0; i < 9; i += 2) {
    const [y0, y1] = [GRASS + 600 * (i / 9) ** 1.7, GRASS + 600 * ((i + 1) / 9) ** 1.7];
    out += box(0, y0, WIDTH, y1 - y0, '#4a7363', 'opacity=".22"');
  }
  out += group(
    `<ellipse cx="1500" cy="1010" rx="620" ry="150" fill="#e9f0d8" opacity=".34"/><ellipse cx="1640" cy="860" rx="240" ry="36" fill="#fdfbe6" opacity=".5"/>`,
    `filter="${s.soft(30)}"`,
  );
  const lines =
    line('M0 868L2100 850', '#dfe8dc', 5, 'opacity=".8"') +
    line('M-40 1240L470 960L1840 948L2160 1180', '#dfe8dc', 6, 'opacity=".75"') +
    line('M-40 1352L2160 1316', '#e9efe2', 10, 'opacity=".9"') +
    `<ellipse cx="1140" cy="1062" rx="15" ry="6" fill="#e9efe2"/>`;
  for (let i = 0; i < 130; i++) {
    const t = roll();
    out += box(
      1684 + between(roll, -1, 1) * (60 + 520 * t) - 40,
      GRASS + 6 + 560 * t,
      between(roll, 20, 120) * (0.4 + t),
      2 + 3 * t,
      '#f7f5df',
      `opacity="${between(roll, 0.1, 0.55).toFixed(2)}" rx="2"`,
    );
  }
  return out + lines;
}

/** We stand behind the net. */
function goal(s) {
  const [l, r, top, base] = [210, 1890, 470, 1336];
  let net = '';
  for (let i = 0; i <= 42; i++)
    net += line(
      `M${l + ((r - l) * i) / 42} ${top}Q${l + ((r - l) * i) / 42 + (i - 21) * 3} 900 ${l - 60 + ((r - l + 120) * i) / 42} 1420`,
      '#dfe8e2',
      1.8,
      'opacity=".3"',
    );
  for (let i = 0; i <= 22; i++) {
    const y = top + (950 * i) / 22;
    net += line(`M${l - 60 * (i / 22)} ${y}Q1050 ${y + 26} ${r + 60 * (i / 22)} ${y}`, '#dfe8e2', 1.8, 'opacity=".3"');
  }
  const frame =
    line(`M${l} ${base}L${l} ${top}L${r} ${top}L${r} ${base}`, '#0d1820', 30) +
    line(`M${l} ${base}L${l} ${top}L${r} ${top}L${r} ${base}`, '#f4f2e2', 20) +
    line(`M${r + 7} ${base}L${r + 7} ${top - 8}`, '#ffffff', 5);
  const mirror = group(
    line(`M${l} ${base}L${l - 10} 1420M${r} ${base}L${r + 10} 1420`, '#f4f2e2', 16, 'opacity=".35"'),
    `filter="${s.soft(4)}"`,
  );
  return mirror + frame + net;
}

/** John Pask from behind, gloves ready, looking into the dark. */
function keeper(s) {
  const c = '#0a131b';
  const legs =
    fill('M-62 -330L-14 -330L-34 -170L-46 -18L-112 -14L-116 -34L-92 -40L-98 -176Z', c) +
    fill('M62 -330L14 -330L40 -170L58 -18L124 -14L128 -34L104 -40L98 -176Z', c);
  const shorts = fill('M-84 -372L84 -372L108 -226L14 -214L0 -290L-14 -214L-108 -226Z', '#15232d');
  const shirt =
    fill(
      'M-78 -590Q0 -626 78 -590L140 -470L182 -388L150 -360L96 -430L88 -362L-88 -362L-96 -430L-150 -360L-182 -388L-140 -470Z',
      '#b4492a',
    ) + fill('M-88 -362L88 -362L92 -404L-92 -404Z', '#8f3a22');
  const one = `<text x="0" y="-440" text-anchor="middle" font-family="Nimbus Sans, Liberation Sans, sans-serif" font-weight="700" font-size="128" fill="#f4ead2">1</text>`;
  const gloves =
    fill('M-182 -392L-148 -358Q-160 -316 -188 -312Q-222 -320 -216 -352Z', '#f1e8d6') +
    fill('M182 -392L148 -358Q160 -316 188 -312Q222 -320 216 -352Z', '#f1e8d6');
  const head =
    fill('M-46 -660Q-50 -724 0 -728Q50 -724 46 -660Q44 -606 0 -600Q-44 -606 -46 -660Z', c) +
    fill('M-20 -612L20 -612L24 -578L-24 -578Z', c) +
    line('M34 -708Q52 -672 40 -626', '#f3f4dc', 6, 'opacity=".85"');
  const rim =
    line('M84 -586L142 -470L182 -390', '#ffd9a8', 6, 'opacity=".85"') +
    line('M90 -366L106 -230M60 -210L96 -50', '#dfe8dc', 5, 'opacity=".6"');
  const spray =
    group(`<ellipse cx="-6" cy="-2" rx="190" ry="20" fill="#081017" opacity=".7"/>`, `filter="${s.soft(8)}"`) +
    line('M-104 -14l-30 -26M-70 -8l-10 -34M104 -14l30 -28M74 -10l12 -32', '#dfe8e2', 4, 'opacity=".7"');
  return group(spray + legs + shorts + shirt + one + gloves + head + rim, 'transform="translate(880 1306) scale(.86)"');
}

function rain(roll) {
  let out = '';
  for (let i = 0; i < 620; i++) {
    const x = between(roll, -100, WIDTH + 200);
    const y = between(roll, -40, HEIGHT);
    const near = Math.max(0, 1 - Math.hypot(x - 1500, y - 420) / 1100);
    const l = between(roll, 24, 92);
    out += line(
      `M${x.toFixed(0)} ${y.toFixed(0)}l${(-l * 0.22).toFixed(0)} ${l.toFixed(0)}`,
      '#eef3e6',
      between(roll, 1, 2.6).toFixed(1),
      `opacity="${(0.07 + near * between(roll, 0.15, 0.6)).toFixed(2)}"`,
    );
  }
  return out;
}

function puddles(roll) {
  let out = '';
  for (let i = 0; i < 70; i++) {
    const t = roll();
    const [x, y] = [between(roll, 0, WIDTH), 880 + 500 * t];
    out += `<ellipse cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" rx="${(8 + 20 * t).toFixed(0)}" ry="${(2 + 5 * t).toFixed(1)}" fill="none" stroke="#e6efe4" stroke-width="1.8" opacity="${between(roll, 0.2, 0.6).toFixed(2)}"/>`;
  }
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
        [0, '#050b11', 0],
        [0.55, '#050b11', 0.1],
        [1, '#050b11', 0.75],
      ],
      1250,
      640,
      1400,
    ),
  );
}
