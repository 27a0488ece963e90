/** A part of a screenshot, in pixels. */
export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture for users, and the screenshot of a workbench test that it is. */
export interface Picture {
  /** In `media/`. */
  readonly file: string;
  /** In `build/screenshots/`, without `.png`. */
  readonly screenshot: string;
  /** All of it if absent. */
  readonly clip?: Clip;
}

/** The tests that take the screenshots. */
export const tests = [
  'causes',
  'findings',
  'fleet',
  'hosts',
  'inspect',
  'looks',
  'snapshots',
  'sysctl',
  'tree',
].map((name) => `test/workbench/${name}.test.ts`);

const editor: Clip = { x: 350, y: 35, width: 1050, height: 425 };
const report: Clip = { x: 350, y: 170, width: 1050, height: 550 };
const sideBar: Clip = { x: 50, y: 40, width: 295, height: 400 };

/** Each step of the walkthrough has one for light and one for dark themes. */
const walkthrough: readonly (readonly [step: string, screenshot: string, clip?: Clip])[] = [
  ['inspect', 'exhausted', { x: 125, y: 65, width: 1210, height: 670 }],
  ['sockets', 'tree-destination', { ...sideBar, height: 200 }],
  ['causes', 'causes-report', report],
  // Without the namespaces that this machine happens to have.
  ['hosts', 'hosts', { ...sideBar, height: 244 }],
  ['sysctl', 'sysctl-hover', editor],
  ['guide', 'guide', { ...report, y: 35 }],
];

export const pictures: readonly Picture[] = [
  { file: 'readme/line.png', screenshot: 'causes-line', clip: editor },
  { file: 'readme/exhausted.png', screenshot: 'exhausted-light' },
  { file: 'readme/sysctl.png', screenshot: 'sysctl-hover-dark' },
  { file: 'readme/findings.png', screenshot: 'findings-light-1400' },
  { file: 'readme/sockets.png', screenshot: 'tree-guess', clip: { x: 0, y: 35, width: 860, height: 560 } },
  {
    file: 'readme/comparison.png',
    screenshot: 'comparison-light-1400',
    clip: { x: 350, y: 35, width: 1050, height: 1000 },
  },
  { file: 'readme/hosts.png', screenshot: 'hosts-dark', clip: { x: 0, y: 35, width: 346, height: 249 } },
  { file: 'readme/fleet.png', screenshot: 'fleet-page-dark' },
  { file: 'readme/healthy.png', screenshot: 'healthy-dark' },
  { file: 'readme/not-enough-rights.png', screenshot: 'no-rights-highContrast' },
  ...walkthrough.flatMap(([step, screenshot, clip]) =>
    (['light', 'dark'] as const).map((theme) => ({
      file: `walkthrough/${step}-${theme}.png`,
      screenshot: `${screenshot}-${theme}`,
      ...(clip && { clip }),
    })),
  ),
];
