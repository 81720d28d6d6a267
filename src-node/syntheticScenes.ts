import { syntheticScenes } from '#shared/domain/cameras.ts';
import type { SyntheticScene } from '#shared/domain/cameras.ts';

/**
 * Pictures of rooms that there are not, for the demonstration and for tests: boxes drawn by ffmpeg's own filters, with people who
 * move, so that nobody takes them for a real room, and nothing real is shown. A scene is one graph for `-f lavfi -i`.
 */

/** Size of the drawings below; the picture is smaller and slow, so that several cost a small machine little. */
const size = { width: 960, height: 540 } as const;
const picture = { width: 640, height: 360 } as const;
const ratePerSecond = 8;

/** A length of a drawing in pixels of the picture. */
const scaled = (length: number): number => Math.max(1, Math.round((length * picture.width) / size.width));

/** `unsteady` is a camera with a loose plug: of every ten minutes of the clock this stretch is missing. */
const period = {
  lengthMs: 10 * 60_000,
  missingFromMs: 3 * 60_000,
  missingUntilMs: 3 * 60_000 + 40_000,
} as const;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly colour: string;
}

/** A box that moves: its place in pixels as an expression of `t`, in seconds. */
interface Mover extends Omit<Box, 'x' | 'y'> {
  readonly x: string;
  readonly y: string;
}

interface Drawing {
  readonly ground: string;
  readonly boxes: readonly Box[];
  readonly movers: readonly Mover[];
}

const box = (x: number, y: number, w: number, h: number, colour: string): Box => ({ x, y, w, h, colour });
const skin = '0xd9b08c';

/** Somebody from behind or in front: a body and a head, sitting or standing at a place, moving by an expression. */
function person(x: string, y: string, scale: number, coat: string): readonly Mover[] {
  const w = Math.round(34 * scale);
  const head = Math.round(20 * scale);
  return [
    { x: `${x}`, y: `${y}`, w, h: Math.round(46 * scale), colour: coat },
    { x: `${x}+${Math.round((w - head) / 2)}`, y: `${y}-${head}`, w: head, h: head, colour: skin },
  ];
}

/** Rows of desks with a person at each, nearer ones larger. */
function classroom(board: boolean): Drawing {
  const boxes: Box[] = [box(0, 0, size.width, 190, '0xc9ccc4'), box(0, 186, size.width, 5, '0x8a8d86')];
  if (board) boxes.push(box(300, 34, 360, 112, '0x2f4b40'), box(300, 146, 360, 6, '0x8a6d45'));
  else
    boxes.push(
      box(90, 40, 150, 110, '0x9fb7c6'),
      box(700, 40, 150, 110, '0x9fb7c6'),
      box(430, 60, 90, 130, '0x7d6448'),
    );
  const movers: Mover[] = [];
  const coats = ['0x3b5a85', '0x6b4a4a', '0x4d6b4f', '0x55506e'] as const;
  for (let row = 0; row < 3; row += 1) {
    const scale = 1 + row * 0.45;
    const y = 225 + row * 100;
    for (let seat = 0; seat < 4; seat += 1) {
      const x = Math.round(size.width / 2 + (seat - 1.5) * 150 * scale - 30 * scale);
      const sway = `${x + Math.round(14 * scale)}+${(2 * scale).toFixed(1)}*sin(t/${3 + seat}+${row})`;
      // Every second one moves, to keep the work small; the others are part of the room.
      const coat = coats[(row + seat) % coats.length] ?? coats[0];
      if ((row + seat) % 2 === 0)
        movers.push(...person(sway, String(y - Math.round(22 * scale)), scale, coat));
      else
        boxes.push(
          box(
            x + Math.round(14 * scale),
            y - Math.round(22 * scale),
            Math.round(34 * scale),
            Math.round(46 * scale),
            coat,
          ),
          box(
            x + Math.round(21 * scale),
            y - Math.round(42 * scale),
            Math.round(20 * scale),
            Math.round(20 * scale),
            skin,
          ),
        );
      boxes.push(
        box(
          Math.max(0, x - 8),
          y + Math.round(20 * scale),
          Math.round(78 * scale),
          Math.round(14 * scale),
          '0xa98a5d',
        ),
      );
    }
  }
  // The invigilator walks to and fro between the wall and the first row.
  movers.push(...person('440+360*sin(t/11)', '150', 1.1, '0x23324d'));
  return { ground: '0x7f7a70', boxes, movers };
}

/** Machines in a row, a lamp that goes on and off by turning out of the picture, people who work. */
function workshop(near: boolean): Drawing {
  const boxes: Box[] = [box(0, 0, size.width, 170, '0xb8bdbf'), box(0, 166, size.width, 8, '0x6e7478')];
  const movers: Mover[] = [];
  const count = near ? 2 : 4;
  const wide = size.width / count;
  for (let one = 0; one < count; one += 1) {
    const x = Math.round(one * wide + wide * 0.12);
    const w = Math.round(wide * 0.76);
    boxes.push(
      box(x, 210, w, 150, '0x4f6b66'),
      box(x + 14, 226, Math.round(w * 0.45), 70, '0x20292c'),
      box(x + Math.round(w * 0.6), 226, Math.round(w * 0.3), 40, '0x9fb0a8'),
      box(x - 6, 360, w + 12, 18, '0x363f42'),
    );
    movers.push(
      ...person(
        `${x + Math.round(w * 0.4)}+${Math.round(w * 0.18)}*sin(t/${5 + one})`,
        '330',
        near ? 2.6 : 1.9,
        one % 2 ? '0x8a5a2b' : '0x2f4f7d',
      ),
      // The spindle of the machine, to and fro behind its window.
      {
        x: `${x + 20}+${Math.round(w * 0.18)}*(1+sin(t*1.3+${one}))`,
        y: '250',
        w: 16,
        h: 24,
        colour: '0xc4cacc',
      },
    );
  }
  return { ground: '0x8b8a84', boxes, movers };
}

function door(): Drawing {
  return {
    ground: '0x9a948a',
    boxes: [
      box(0, 0, size.width, 400, '0xd2cfc6'),
      box(360, 60, 240, 340, '0x6f5a43'),
      box(378, 78, 204, 322, '0x3a4147'),
      box(660, 130, 150, 70, '0xf0ece0'),
      box(120, 320, 170, 20, '0xa98a5d'),
      box(140, 340, 12, 90, '0x7d6448'),
      box(258, 340, 12, 90, '0x7d6448'),
    ],
    movers: [
      ...person('mod(t*46,1120)-120', '330', 2.6, '0x3b5a85'),
      ...person('mod(t*38+520,1160)-140', '352', 2.8, '0x6b4a4a'),
      ...person('180+8*sin(t/4)', '262', 1.8, '0x23324d'),
    ],
  };
}

const drawings: Readonly<Record<SyntheticScene, () => Drawing>> = {
  classroomFront: () => classroom(true),
  classroomBack: () => classroom(false),
  workshop: () => workshop(false),
  bench: () => workshop(true),
  door,
  unsteady: () => workshop(false),
};

/**
 * The graph of a scene for `-f lavfi -i`, begun at this moment (milliseconds since 1970); null when the camera gives nothing
 * then. The graph of `unsteady` ends by itself when its plug comes loose. A name that is no scene gives `workshop`.
 */
export function sceneGraph(name: string, atMs: number): string | null {
  const scene = syntheticScenes.find((one) => one === name) ?? 'workshop';
  const lastsMs = scene === 'unsteady' ? untilLooseMs(atMs) : null;
  if (lastsMs === 0) return null;
  const { ground, boxes, movers } = drawings[scene]();
  const drawn = boxes.map(
    ({ x, y, w, h, colour }) =>
      `drawbox=x=${scaled(x)}:y=${scaled(y)}:w=${scaled(w)}:h=${scaled(h)}:c=${colour}:t=fill`,
  );
  const rate = `r=${ratePerSecond}`;
  const room = [`color=c=${ground}:s=${picture.width}x${picture.height}:${rate}`, ...drawn].join(',');
  const sources = movers.map(
    ({ w, h, colour }, index) => `color=c=${colour}:s=${scaled(w)}x${scaled(h)}:${rate}[m${index}]`,
  );
  const factor = (picture.width / size.width).toFixed(4);
  const overlays = movers.map(
    ({ x, y }, index) =>
      `[p${index}][m${index}]overlay=x='(${x})*${factor}':y='(${y})*${factor}':shortest=1[p${index + 1}]`,
  );
  const end = [
    `[p${movers.length}]format=yuv420p`,
    ...(lastsMs === null ? [] : [`trim=duration=${(lastsMs / 1000).toFixed(1)}`]),
  ];
  return [`${room}[p0]`, ...sources, ...overlays, end.join(',')].join(';');
}

/** How long the loose plug still holds; 0 while it is out. */
function untilLooseMs(atMs: number): number {
  const into = atMs % period.lengthMs;
  if (into < period.missingFromMs) return period.missingFromMs - into;
  return into < period.missingUntilMs ? 0 : period.lengthMs - into + period.missingFromMs;
}
