// Loaded into a server before it starts: writes to $MONITOR, on SIGUSR2, the delay of its event loop since the last line, and what it
// holds in memory once all garbage is collected.
const { appendFileSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { setImmediate } = require('node:timers');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on('SIGUSR2', () => {
  const milliseconds = (nanoseconds) => nanoseconds / 1e6;
  const figures = {
    p50: milliseconds(delay.percentile(50)),
    p99: milliseconds(delay.percentile(99)),
    max: milliseconds(delay.max),
    handles: process.getActiveResourcesInfo().length,
  };
  collect();
  setImmediate(() => {
    // What the first collection finalizes, only a second one frees.
    collect();
    const { heapUsed, external } = process.memoryUsage();
    figures.held = (heapUsed + external) / 1e6;
    appendFileSync(process.env.MONITOR, `${JSON.stringify(figures)}\n`);
    // Not what this took.
    setImmediate(() => delay.reset());
  });
});
