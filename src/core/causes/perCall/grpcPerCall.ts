import { perCall } from './perCall.ts';

/** Sockets of the file system, and servers in the same process. */
const withoutPort =
  /["'`][^"'`]*(unix(-abstract)?:|passthrough:\/\/\/buf|bufnet|vsock:)|\bbufconn\b|InProcess/;

/** A gRPC channel for each call. In Node.js, clients of one process share their connections (seen in the source of grpc-js). */
export const grpcPerCall = perCall({
  id: 'grpc-channel-per-call',
  words:
    /\b(in)?secure_channel\b|\bgrpc\.(Dial|NewClient)|ChannelBuilder\b|\bGrpcChannel\.|\bGrpc\.(Core|newChannel)|\btonic\b|::Stub\b/,
  symptoms: ['thrown-away', 'hoard', 'asked-to-close'],
  makers: {
    python: [{ calls: /^grpc(\.aio|\.experimental\.aio)?\.(insecure|secure)_channel$/, not: withoutPort }],
    go: [
      {
        calls: /^grpc\.(Dial|DialContext|NewClient)$/,
        about: /"google\.golang\.org\/grpc"/,
        not: withoutPort,
      },
    ],
    java: [
      {
        calls:
          /^((ManagedChannel|NettyChannel|OkHttpChannel)Builder\.(forAddress|forTarget)|Grpc\.newChannelBuilder(ForAddress)?)$/,
        not: withoutPort,
      },
    ],
    csharp: [
      { calls: /^GrpcChannel\.ForAddress$/, not: withoutPort },
      { calls: /^(Grpc\.Core\.)?Channel$/, about: /\bGrpc\.Core\b/, not: withoutPort },
    ],
    ruby: [{ calls: /::Stub\.new$/, not: withoutPort }],
    rust: [
      { calls: /^(\w+::)*[A-Z]\w*Client::connect$/, about: /\btonic\b/, not: withoutPort },
      {
        calls: /^(tonic::transport::)?(Channel|Endpoint)::(from_static|from_shared|builder|new)$/,
        about: /\btonic\b/,
        not: withoutPort,
      },
    ],
  },
  says: {
    mechanism: 'Each call creates a gRPC channel, whose connection serves only this call.',
    advice:
      'Create one channel per target when the program starts: calls share its connection, also at the same time.',
  },
});
