import { HostRegistry } from '../host/hostRegistry.ts';
import type { Place } from '../core/collect/place.ts';
import { usualSsh } from '../host/ssh/sshPlace.ts';
import type { PlaceOptions } from './commonOptions.ts';

/** Runs a function with the place that the arguments name, then ends everything that was started for it. */
export async function withPlace<T>(
  { place: id, sshConfig }: PlaceOptions,
  use: (place: Place) => Promise<T>,
): Promise<T> {
  const registry = new HostRegistry({
    ...usualSsh,
    ...(sshConfig !== undefined && { configFile: sshConfig }),
  });
  const place = registry.get(id);
  if (place === undefined) throw new Error(`Unknown place “${id}”.`);
  try {
    return await use(place);
  } finally {
    await registry.dispose();
  }
}
