import { rememberedPage, type RememberedPage } from '../../core/protocol/rememberedPage.ts';

/** What a page wrote down before the window was loaded again; nothing where it is of another version, or not ours. */
export function rememberedOf(state: unknown): RememberedPage {
  return rememberedPage.fault(state, '') === undefined ? (state as RememberedPage) : {};
}
