import { rememberedPage, type RememberedPage } from '../../core/protocol/rememberedPage.ts';

/** What a page stored before the window was reloaded; empty if it is from another version, or not ours. */
export function rememberedOf(state: unknown): RememberedPage {
  return rememberedPage.fault(state, '') === undefined ? (state as RememberedPage) : {};
}
