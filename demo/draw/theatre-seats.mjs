// The Alma after the play: 312 seats, seven muses, a ghost light, and the stage manager asleep in F12.

import { box, dice, disc, fill, group, HEIGHT, line, sheet, WIDTH } from './ink.mjs';

const MIDDLE = 1050;

export function scene() {
  const s = sheet();
  const _roll = dice(312);
  const house = box(
    0,
    0,
    WIDTH,
    HEIGHT,
    s.blend([
      [0, '#12080c'],
      [0.5, '#2a0f13'],
      [1, '#0c0508'],
    ]),
  );
  return s.finish(house + proscenium(s) + stage(s) + curtain(s) + boxes() + muses(s) + ghostLight(s) + seats(s) + vignette(s), '#12080c');
}

/** The gilded frame of the stage, with its swags. */
function proscenium(s) {
  const gold = s.blend(
    [
      [0, '#6a4426'],
      [0.5, '#c99a52'],
      [1, '#7a4f2a'],
    ],
    [0, 0, 1, 0],
  );
  const frame = fill(
    'M420 760L420 300Q420 210 520 196Q1050 120 1580 196Q1680 210 1680 300L1680 760L1610 760L1610 318Q1608 268 1550 258Q1050 186 550 258Q492 268 490 318L490 760Z',
    gold,
  );
  const ribs = [436, 452, 468]
    .map((x) => line(`M${x} 760L${x} 300`, '#4a2c18', 4) + line(`M${2 * MIDDLE - x} 760L${2 * MIDDLE - x} 300`, '#4a2c18', 4))
    .join('');
  const crest =
    fill('M940 196Q960 110 1050 100Q1140 110 1160 196Q1100 176 1050 176Q1000 176 940 196Z', '#c99a52') +
    fill('M1018 150Q1050 120 1082 150Q1070 178 1050 182Q1030 178 1018 150Z', '#5a3018');
  return frame + ribs + crest;
}

function stage(s) {
  return (
    fill(
      'M490 760L490 318Q492 268 550 258Q1050 186 1550 258Q1608 268 1610 318L1610 760Z',
      s.blend([
        [0, '#1a070b'],
        [1, '#3a1216'],
      ]),
    ) +
    fill('M450 756L1650 756L1720 800L380 800Z', '#8a5a34') +
    fill('M380 800L1720 800L1720 832L380 832Z', '#4a2a1a') +
    Array.from({ length: 24 }, (_, i) => line(`M${500 + i * 48} 757L${428 + i * 54} 799`, '#5f3b22', 3)).join('')
  );
}

/** Two halves of the curtain, one not quite drawn, because somebody had coats in the other hand. */
function curtain(s) {
  const fold = (x, w, tilt) => {
    const shade = s.blend(
      [
        [0, '#5e1116'],
        [0.3, '#a3261f'],
        [0.55, '#7d191a'],
        [0.8, '#4a0d12'],
        [1, '#380a0f'],
      ],
      [0, 0, 1, 0],
    );
    return fill(
      `M${x} 216C${x + tilt * 0.3} 420 ${x + tilt} 600 ${x + tilt} 756Q${x + tilt + w / 2} 768 ${x + tilt + w} 756C${x + tilt + w} 600 ${x + w + tilt * 0.3} 420 ${x + w} 216Z`,
      shade,
    );
  };
  let out = '';
  for (let i = 0; i < 9; i++) out += fold(490 + i * 56, 60, -i * 2.4);
  for (let i = 0; i < 10; i++) out += fold(1548 - i * 52, 62, i * 4.6);
  const clip = s.clip('M490 770L490 318Q492 268 550 258Q1050 186 1550 258Q1608 268 1610 318L1610 770Z');
  let swags = '';
  for (let i = 0; i < 7; i++) {
    const x = 500 + i * 158;
    swags +=
      fill(
        `M${x} 200L${x + 158} 200L${x + 158} 300Q${x + 79} 392 ${x} 300Z`,
        s.blend([
          [0, '#3d0b10'],
          [0.6, '#8c1d1c'],
          [1, '#b23427'],
        ]),
      ) +
      line(`M${x} 302Q${x + 79} 394 ${x + 158} 302`, '#d7a552', 8) +
      line(`M${x} 240Q${x + 79} 300 ${x + 158} 240`, '#2c070b', 4, 'opacity=".6"');
  }
  return group(out + swags, `clip-path="${clip}"`) + line('M480 752L1620 752', '#d7a552', 4, 'opacity=".35"');
}

function boxes() {
  const one = (flip) => {
    const g =
      fill('M120 300Q250 284 372 308L372 520Q250 500 120 520Z', '#170a0d') +
      fill('M96 520Q250 492 396 520L384 620Q250 600 110 620Z', '#7a4f2a') +
      fill('M96 512Q250 484 396 512L396 528Q250 500 96 528Z', '#c99a52') +
      line('M150 560Q250 540 346 560M150 584Q250 566 346 584', '#4a2c18', 5) +
      fill('M110 284Q250 250 386 292L386 316Q250 280 110 312Z', '#c99a52') +
      fill('M150 316Q210 420 152 512L122 516L122 312Z', '#7d191a') +
      fill('M344 316Q290 420 346 508L372 514L372 312Z', '#7d191a');
    return group(g, flip ? `transform="translate(${2 * MIDDLE} 0) scale(-1 1)"` : '');
  };
  return one(false) + one(true);
}

/** Seven of them, the plasterer having lost count. */
function muses(s) {
  let out = fill(
    'M0 0L2100 0L2100 96Q1050 40 0 96Z',
    s.blend([
      [0, '#3a2216'],
      [1, '#6e4a2b'],
    ]),
  );
  for (let i = 0; i < 7; i++) {
    const x = 210 + i * 280;
    const y = 44 - 18 * (1 - ((x - MIDDLE) / MIDDLE) ** 2);
    out += `<ellipse cx="${x}" cy="${y}" rx="92" ry="27" fill="#2a160e"/><ellipse cx="${x}" cy="${y}" rx="92" ry="27" fill="none" stroke="#c99a52" stroke-width="6"/>`;
    out +=
      fill(
        `M${x - 46} ${y + 22}Q${x - 36} ${y - 2} ${x - 8} ${y - 4}Q${x - 14} ${y - 20} ${x + 4} ${y - 22}Q${x + 20} ${y - 18} ${x + 12} ${y - 2}Q${x + 44} ${y + 2} ${x + 50} ${y + 20}Z`,
        '#c99a52',
      ) + line(`M${x + 24} ${y + 4}L${x + 56} ${y - 14}`, '#c99a52', 7);
  }
  return out;
}

/** The bulb on a stand that every theatre leaves burning. */
function ghostLight(s) {
  const [x, y] = [1010, 552];
  const halo = disc(
    x,
    y,
    620,
    s.glow(
      [
        [0, '#ffe9b0', 0.85],
        [0.12, '#ffd283', 0.5],
        [0.45, '#f2a557', 0.16],
        [1, '#f2a557', 0],
      ],
      x,
      y,
      620,
    ),
  );
  const pool = `<ellipse cx="${x}" cy="778" rx="330" ry="28" fill="#ffdf9a" opacity=".5" filter="${s.soft(9)}"/>`;
  const cage =
    line(`M${x} 776L${x} 586M${x - 34} 782Q${x} 764 ${x + 34} 782`, '#160a08', 8) +
    disc(x, y, 20, '#fffbe8') +
    line(`M${x} 586Q${x - 34} 560 ${x - 20} 530Q${x} 510 ${x + 20} 530Q${x + 34} 560 ${x} 586M${x} 586L${x} 514`, '#3a2212', 3);
  const chair =
    line('M1130 776L1140 668M1206 776L1196 668M1134 722L1204 722M1140 668L1146 590M1196 668L1192 590', '#160a08', 8) +
    fill('M1132 668L1206 668L1200 680L1136 680Z', '#160a08') +
    fill('M1144 590L1194 590L1196 632L1142 632Z', '#160a08');
  const pan = fill('M1150 642L1190 642L1186 668L1154 668Z', '#a9b7b4') + line('M1190 648L1226 642', '#a9b7b4', 6);
  return halo + pool + cage + chair + pan;
}

/** Rows of tip-up seats, from row A by the stage to the one in front of us; in F12 somebody sleeps. */
function seats(s) {
  let out = '';
  const rows = 9;
  for (let r = 0; r < rows; r++) {
    const t = r / (rows - 1);
    const y = 880 + 470 * t ** 1.35;
    const w = 50 + 118 * t ** 1.2;
    const sag = 26 + 90 * t;
    const count = Math.ceil(1300 / w) + 2;
    const tone = s.blend([
      [0, mix('#d0492f', '#7d1f1a', t)],
      [0.5, mix('#8e211d', '#4a1114', t)],
      [1, '#1a070a'],
    ]);
    let row = '';
    for (let i = -count; i <= count; i++) {
      const x = MIDDLE + i * w + (r % 2 ? w / 2 : 0);
      if (Math.abs(x - MIDDLE) < 64 + 66 * t && Math.abs(x - MIDDLE) >= 0) continue;
      const yy = y + sag * ((x - MIDDLE) / MIDDLE) ** 2 * -1;
      if (r === 5 && i === 4) row += sleeper(x, yy, w);
      row += fill(
        `M${x - w * 0.44} ${yy + w * 1.05}L${x - w * 0.44} ${yy + w * 0.2}Q${x - w * 0.42} ${yy - w * 0.02} ${x} ${yy - w * 0.05}Q${x + w * 0.42} ${yy - w * 0.02} ${x + w * 0.44} ${yy + w * 0.2}L${x + w * 0.44} ${yy + w * 1.05}Z`,
        tone,
      );
      row += line(
        `M${x - w * 0.38} ${yy + w * 0.1}Q${x - w * 0.3} ${yy - w * 0.01} ${x} ${yy - w * 0.03}Q${x + w * 0.3} ${yy - w * 0.01} ${x + w * 0.38} ${yy + w * 0.1}`,
        '#ffb46a',
        Math.max(1.6, w * 0.028),
        `opacity="${(0.8 - 0.6 * t - (0.35 * Math.abs(x - MIDDLE)) / MIDDLE).toFixed(2)}"`,
      );
      row += disc(x, yy + w * 0.3, w * 0.055, '#d7a552', `opacity="${(0.8 - 0.5 * t).toFixed(2)}"`);
    }
    out += row;
  }
  return out;
}

function sleeper(x, y, w) {
  return (
    fill(
      `M${x - w * 0.34} ${y + w * 0.3}Q${x - w * 0.3} ${y - w * 0.16} ${x} ${y - w * 0.14}Q${x + w * 0.36} ${y - w * 0.12} ${x + w * 0.38} ${y + w * 0.3}Z`,
      '#35555c',
    ) +
    `<ellipse cx="${x + w * 0.17}" cy="${y - w * 0.3}" rx="${w * 0.17}" ry="${w * 0.2}" fill="#1c0d0b" transform="rotate(28 ${x + w * 0.17} ${y - w * 0.3})"/>` +
    disc(x + w * 0.3, y - w * 0.46, w * 0.09, '#1c0d0b') +
    line(`M${x + w * 0.02} ${y - w * 0.38}Q${x + w * 0.1} ${y - w * 0.52} ${x + w * 0.22} ${y - w * 0.5}`, '#ffb46a', 3)
  );
}

function vignette(s) {
  return box(
    0,
    0,
    WIDTH,
    HEIGHT,
    s.glow(
      [
        [0, '#0a0305', 0],
        [0.5, '#0a0305', 0.1],
        [1, '#0a0305', 0.86],
      ],
      1040,
      620,
      1340,
    ),
  );
}

function mix(a, b, t) {
  const n = (hex, i) => Number.parseInt(hex.slice(1 + i * 2, 3 + i * 2), 16);
  return `#${[0, 1, 2]
    .map((i) =>
      Math.round(n(a, i) + (n(b, i) - n(a, i)) * t)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
