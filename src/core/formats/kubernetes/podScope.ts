import type { AssignmentScope } from '../../model/inventoryEntry.ts';
import type { SharedNamespaces } from '../assignment.ts';

/** Parameters of an IPC namespace. Source: ipc/ipc_sysctl.c, ipc/mq_sysctl.c; a list taken on kernel 6.18. */
const ipcKeys =
  /^(?:kernel\.(?:msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced|shm_next_id|msg_next_id|sem_next_id)|fs\.mqueue\..+)$/;

export type ParameterNamespace = 'network' | 'ipc' | 'uts' | 'none';

/** The kind of namespace that has a parameter for itself; `none` for one of the whole host. */
export function namespaceOf(dotted: string): ParameterNamespace {
  if (dotted.startsWith('net.')) return 'network';
  if (ipcKeys.test(dotted)) return 'ipc';
  return dotted === 'kernel.domainname' ? 'uts' : 'none';
}

/** What a command in a container reaches: its own namespaces, else what lies outside of them. */
export function scopeOfCommand(
  dotted: string,
  shared: SharedNamespaces,
  inside: AssignmentScope,
  outside: AssignmentScope,
): AssignmentScope {
  const namespace = namespaceOf(dotted);
  if (namespace === 'none') return outside;
  const isShared = (namespace === 'network' && shared.network) || (namespace === 'ipc' && shared.ipc);
  return isShared ? outside : inside;
}
