import type { CauseScenario } from './causeScenario.ts';

/** The one that Debian's packages are for. */
export const systemPython = '/usr/bin/python3';

/** Answers each method with what it was sent. */
const grpcServer = `
import grpc, sys
from concurrent import futures
class Any(grpc.GenericRpcHandler):
    def service(self, details): return grpc.unary_unary_rpc_method_handler(lambda request, context: request)
server = grpc.server(futures.ThreadPoolExecutor(8), handlers=(Any(),))
server.add_insecure_port('127.0.0.2:' + sys.argv[1])
server.start()
server.wait_for_termination()
`;

export async function serveGrpc(scenario: CauseScenario, port: number): Promise<void> {
  scenario.namespace.spawn(systemPython, ['-c', grpcServer, String(port)], { stdio: 'ignore' });
  await scenario.listening(port);
}
