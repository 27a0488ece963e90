import { type CauseCase, fault, fine } from './causeCase.ts';

const go = (imports: string, body: string): string =>
  `package a\nimport (\n${imports}\n)\nfunc price(ctx context.Context, id int) error {\n${body}\nreturn nil }\n`;
const redisGo = '"github.com/redis/go-redis/v9"';
const grpcGo = '"google.golang.org/grpc"';
const ruby = (body: string): string => `class A\n  def price(id)\n${body}  end\nend\n`;
const cs = (body: string): string =>
  `using Grpc.Net.Client;\nclass A {\n  int Price(int id) {\n${body} } }\n`;
const rust = (body: string): string =>
  `use tonic::transport::Channel;\nasync fn price(id: u8) -> u8 {\n${body}}\n`;
const py = (body: string): string => `import grpc\nimport pb\ndef price(i):\n${body}`;
const java = (body: string): string =>
  `import io.grpc.ManagedChannelBuilder;\nclass A {\n  int price(int id) {\n${body} } }\n`;
const c = (body: string): string => `#include <curl/curl.h>\nint price(int id) {\n${body}}\n`;

/** Clients, channels and handles that a function makes for each call, beside those that a program shares. */
export const perCallCases: readonly CauseCase[] = [
  // Go.
  fault(
    'a.go',
    go(
      redisGo,
      'r := redis.NewClient(&redis.Options{Addr: "10.0.0.5:6379"})\ndefer r.Close()\nr.Incr(ctx, "n")',
    ),
    '6 db-per-call',
  ),
  fault(
    'a.go',
    go(
      '"database/sql"',
      'db, err := sql.Open("postgres", "postgres://a@10.0.0.5/b")\nif err != nil { return err }\ndefer db.Close()\ndb.Query("select 1")',
    ),
    '6 db-per-call',
  ),
  fault(
    'a.go',
    go(
      '"github.com/jackc/pgx/v5"',
      'c, err := pgx.Connect(ctx, os.Getenv("DB"))\nif err != nil { return err }\ndefer c.Close(ctx)\nc.Exec(ctx, "select 1")',
    ),
    '6 db-per-call',
  ),
  fault(
    'a.go',
    go(
      '"github.com/gomodule/redigo/redis"',
      'c, err := redis.Dial("tcp", "10.0.0.5:6379")\nif err != nil { return err }\ndefer c.Close()\nc.Do("INCR", "n")',
    ),
    '6 db-per-call',
  ),
  fault(
    'a.go',
    go(
      grpcGo,
      'conn, err := grpc.NewClient("10.0.0.5:50051")\nif err != nil { return err }\ndefer conn.Close()\npb.NewPricesClient(conn).Get(ctx, id)',
    ),
    '6 grpc-channel-per-call',
  ),
  fault(
    'a.go',
    go(
      grpcGo,
      'conn, err := grpc.DialContext(ctx, addr)\nif err != nil { return err }\nc := pb.NewPricesClient(conn)\nc.Get(ctx, id)',
    ),
  ),
  fine(
    'a.go',
    `package a\nimport (\n${redisGo}\n)\nvar shared = redis.NewClient(&redis.Options{})\nfunc main() {\nr := redis.NewClient(&redis.Options{})\ndefer r.Close()\n}\nfunc NewStore(a string) *Store { return &Store{r: redis.NewClient(&redis.Options{Addr: a})} }\nfunc (s *Store) Open() error {\ns.r = redis.NewClient(&redis.Options{})\nreturn nil }\n`,
  ),
  fine(
    'a.go',
    `package a\nimport (\n${redisGo}\n)\nvar pool = &redis.Pool{Dial: func() (redis.Conn, error) { return redis.Dial("tcp", "a:1") }}\nfunc connectTo(a string) (*redis.Client, error) {\nr := redis.NewClient(&redis.Options{Addr: a})\nif err := r.Ping(ctx).Err(); err != nil {\nr.Close()\nreturn nil, err }\nreturn r, nil }\n`,
  ),
  fine(
    'a.go',
    `package a\nimport (\n${grpcGo}\n)\nfunc dial(addr string) (*grpc.ClientConn, error) {\nreturn grpc.NewClient(addr) }\nfunc (s *S) prepare() error {\nconn, err := grpc.NewClient("a:1")\nif err != nil { return err }\ns.prices = pb.NewPricesClient(conn)\nreturn nil }\n`,
  ),
  // Closed only after an error, and kept otherwise; each turn of the loop has another target.
  fine(
    'a.go',
    go(
      '"database/sql"',
      'db, err := sql.Open("postgres", "postgres://a")\nif err != nil { return err }\nif err := db.Ping(); err != nil {\n_ = db.Close()\nreturn err }\ns.db = db',
    ),
  ),
  fine(
    'a.go',
    go(
      grpcGo,
      'for _, m := range masters {\naddress := m.Address()\nconn, err := grpc.NewClient(address)\nif err != nil { continue }\ndefer conn.Close()\nuse(m) }',
    ),
  ),
  fine(
    'a.go',
    `package a\nimport (\n${grpcGo}\n)\nfunc mustDial(conn **grpc.ClientConn, to string) {\nvar err error\n*conn, err = grpc.NewClient("a:1")\nif err != nil { panic(err) } }\n`,
  ),
  // A server that runs as long as its program, SQL in a file, and sockets of the file system.
  fine(
    'a.go',
    go(
      '"database/sql"\n"net/http"',
      'db, err := sql.Open("postgres", dsn)\nif err != nil { return err }\ndefer db.Close()\nhttp.ListenAndServe(":80", mux(db))',
    ),
  ),
  fine(
    'a.go',
    go(
      '"database/sql"',
      'db, err := sql.Open("sqlite3", "a.db")\nif err != nil { return err }\ndefer db.Close()',
    ),
  ),
  fine(
    'a.go',
    go(
      grpcGo,
      'conn, err := grpc.NewClient("unix:/run/a.sock")\nif err != nil { return err }\ndefer conn.Close()',
    ),
  ),
  fine(
    'a_test.go',
    go(grpcGo, 'conn, err := grpc.NewClient("a:1")\nif err != nil { return err }\ndefer conn.Close()'),
  ),
  // The word in a comment is no loop.
  fault(
    'a.go',
    go(
      redisGo,
      'r := redis.NewClient(&redis.Options{})\ndefer r.Close()\n// What is left for each of them.\nr.Get(ctx, k)',
    ),
    '6 db-per-call',
  ),
  // One connection for all turns of a loop.
  fine(
    'a.go',
    go(
      redisGo,
      'r := redis.NewClient(&redis.Options{})\ndefer r.Close()\nfor _, k := range keys { r.Get(ctx, k) }',
    ),
  ),

  // Ruby.
  fault('a.rb', ruby('    Redis.new(host: "10.0.0.5").incr("n")\n'), '3 db-per-call'),
  fault(
    'a.rb',
    ruby('    r = Redis.new(url: ENV["REDIS_URL"])\n    r.incr("n")\n    r.close\n'),
    '3 db-per-call',
  ),
  fault(
    'a.rb',
    ruby('    c = PG.connect(host: "10.0.0.5")\n    c.exec("select 1")\n  ensure\n    c&.close\n'),
    '3 db-per-call',
  ),
  fault('a.rb', ruby('    Mysql2::Client.new(host: "10.0.0.5").query("select 1")\n'), '3 db-per-call'),
  fault(
    'a.rb',
    ruby('    s = Shop::Prices::Stub.new("10.0.0.5:50051", :this_channel_is_insecure)\n    s.get(id)\n'),
    '3 grpc-channel-per-call',
  ),
  ...[
    '    @redis ||= Redis.new(host: "10.0.0.5")\n',
    '    @redis = Redis.new(host: "10.0.0.5")\n',
    '    $redis = Redis.new(host: "10.0.0.5")\n',
    '    Thread.current[:redis] ||= Redis.new(host: "10.0.0.5")\n',
    '    Redis.new(host: "10.0.0.5")\n',
    '    r = Redis.new(host: "10.0.0.5")\n    r\n',
    '    @pool ||= ConnectionPool.new(size: 5) { Redis.new(host: "10.0.0.5") }\n',
    '    ConnectionPool.new(size: 5) do\n      Redis.new(host: "10.0.0.5")\n    end\n',
    '    Redis.new(path: "/run/redis.sock").incr("n")\n',
    '    @stub = Shop::Prices::Stub.new("10.0.0.5:50051", :this_channel_is_insecure)\n',
  ].map((body) => fine('a.rb', ruby(body))),
  fine(
    'config/initializers/redis.rb',
    'REDIS = Redis.new(host: "10.0.0.5")\nclass A\n  DB = PG.connect(host: "10.0.0.5")\n  def initialize\n    r = Redis.new\n    @s = Store.new(r)\n  end\nend\n',
  ),
  fine('spec/a_spec.rb', ruby('    Redis.new(host: "10.0.0.5").incr("n")\n')),

  // C#.
  fault(
    'A.cs',
    cs(
      '    using var r = ConnectionMultiplexer.Connect("10.0.0.5:6379");\n    return r.GetDatabase().StringGet("n");',
    ),
    '4 db-per-call',
  ),
  fault(
    'A.cs',
    cs(
      '    using (var r = ConnectionMultiplexer.Connect("10.0.0.5:6379")) { return r.GetDatabase().StringGet("n"); }',
    ),
    '4 db-per-call',
  ),
  fault(
    'A.cs',
    cs(
      '    await using var d = NpgsqlDataSource.Create("Host=10.0.0.5");\n    return d.CreateCommand("select 1").ExecuteScalar();',
    ),
    '4 db-per-call',
  ),
  fault(
    'A.cs',
    cs(
      '    using var channel = GrpcChannel.ForAddress("http://10.0.0.5:5000");\n    var client = new Prices.PricesClient(channel);\n    return client.Get(id);',
    ),
    '4 grpc-channel-per-call',
  ),
  fault(
    'A.cs',
    cs(
      '    var channel = GrpcChannel.ForAddress("http://10.0.0.5:5000");\n    var client = new Prices.PricesClient(channel);\n    return client.Get(id).Value;',
    ),
    '4 grpc-channel-per-call',
  ),
  ...[
    '    services.AddSingleton<IConnectionMultiplexer>(s => ConnectionMultiplexer.Connect("a"));',
    '    var lazy = new Lazy<ConnectionMultiplexer>(() => ConnectionMultiplexer.Connect("a"));\n    keep(lazy);',
    '    this.redis = ConnectionMultiplexer.Connect("a");',
    '    _redis = ConnectionMultiplexer.Connect("a");',
    '    var channel = GrpcChannel.ForAddress("a");\n    _client = new Prices.PricesClient(channel);',
    // From a pool of the process.
    '    using var c = new NpgsqlConnection("Host=10.0.0.5");\n    c.Open();',
  ].map((body) => fine('A.cs', cs(body))),
  fine(
    'A.cs',
    'class A {\n  static readonly ConnectionMultiplexer R = ConnectionMultiplexer.Connect("a");\n  A() { var c = GrpcChannel.ForAddress("a"); }\n  GrpcChannel Channel() => GrpcChannel.ForAddress("a");\n  ConnectionMultiplexer For(string a) { var c = ConnectionMultiplexer.Connect(a); return c; } }\n',
  ),
  fault(
    'A.cs',
    cs('    using var c = new NpgsqlConnection("Host=10.0.0.5;Database=a;Pooling=false");\n    c.Open();'),
    '4 db-per-call',
  ),

  // Rust.
  fault(
    'a.rs',
    rust(
      '    let c = redis::Client::open("redis://10.0.0.5/").unwrap();\n    let mut con = c.get_connection().unwrap();\n    con.incr("n", 1).unwrap()\n',
    ),
    '3 db-per-call',
  ),
  fault(
    'a.rs',
    rust(
      '    let pool = PgPool::connect("postgres://10.0.0.5/a").await.unwrap();\n    sqlx::query("select 1").execute(&pool).await;\n    pool.close().await;\n    1\n',
    ),
    '3 db-per-call',
  ),
  fault(
    'a.rs',
    rust(
      '    let mut c = PricesClient::connect("http://10.0.0.5:50051").await.unwrap();\n    c.get(id).await.unwrap()\n',
    ),
    '3 grpc-channel-per-call',
  ),
  fine(
    'a.rs',
    'use tonic::transport::Channel;\nasync fn open_pool(a: &str) -> PgPool { PgPoolOptions::new().max_connections(5).connect(a).await.unwrap() }\nasync fn main() {\n    let c = redis::Client::open("redis://a/").unwrap();\n}\nimpl A {\n    async fn make(a: &str) -> Result<Self, E> {\n        let client = PricesClient::connect(a.to_string()).await?;\n        Ok(Self { client })\n    }\n}\n',
  ),

  // Python.
  fault(
    'app.py',
    py(
      '    with grpc.insecure_channel("10.0.0.5:50051") as channel:\n        return pb.PricesStub(channel).Get(i)\n',
    ),
    '4 grpc-channel-per-call',
  ),
  fault(
    'app.py',
    py(
      '    channel = grpc.secure_channel("10.0.0.5:50051", C)\n    stub = pb.PricesStub(channel)\n    return stub.Get(i)\n',
    ),
    '4 grpc-channel-per-call',
  ),
  fault(
    'app.py',
    'import grpc\nasync def price(i):\n    async with grpc.aio.insecure_channel("10.0.0.5:50051") as c:\n        return await pb.PricesStub(c).Get(i)\n',
    '3 grpc-channel-per-call',
  ),
  ...[
    '    channel = grpc.insecure_channel("10.0.0.5:50051")\n    stub = pb.PricesStub(channel)\n    return stub\n',
    '    return pb.PricesStub(grpc.insecure_channel("10.0.0.5:50051"))\n',
    '    return grpc.insecure_channel("10.0.0.5:50051")\n',
    '    channel = grpc.insecure_channel("unix:/run/a.sock")\n    return pb.PricesStub(channel).Get(i)\n',
    '    global STUB\n    channel = grpc.insecure_channel("10.0.0.5:50051")\n    STUB = pb.PricesStub(channel)\n',
  ].map((body) => fine('app.py', py(body))),
  fine(
    'app.py',
    'import grpc\nCHANNEL = grpc.insecure_channel("10.0.0.5:50051")\nclass A:\n    def __init__(self):\n        channel = grpc.insecure_channel("a:1")\n        self.stub = pb.PricesStub(channel)\n    def dial(self):\n        self.channel = grpc.insecure_channel("a:1")\n    def prepare(self):\n        channel = grpc.insecure_channel("a:1")\n        self.stub = pb.PricesStub(channel)\ndef main():\n    with grpc.insecure_channel("a:1") as channel:\n        pb.PricesStub(channel).Get(1)\n',
  ),

  fault(
    'app.py',
    'from grpc import aio as rpc\nasync def price(i):\n    async with rpc.insecure_channel("10.0.0.5:50051") as c:\n        return await pb.PricesStub(c).Get(i)\n',
    '3 grpc-channel-per-call',
  ),

  // Java.
  fault(
    'A.java',
    java(
      '    ManagedChannel c = ManagedChannelBuilder.forAddress("10.0.0.5", 50051).usePlaintext().build();\n    int p = PricesGrpc.newBlockingStub(c).get(id);\n    c.shutdownNow();\n    return p;',
    ),
    '4 grpc-channel-per-call',
  ),
  fault(
    'A.java',
    java(
      '    ManagedChannel c = ManagedChannelBuilder.forTarget("10.0.0.5:50051").build();\n    PricesGrpc.PricesBlockingStub stub = PricesGrpc.newBlockingStub(c);\n    return stub.get(id).getValue();',
    ),
    '4 grpc-channel-per-call',
  ),
  fine(
    'A.java',
    'import io.grpc.ManagedChannelBuilder;\nclass A {\n  static final ManagedChannel C = ManagedChannelBuilder.forTarget("a").build();\n  A(String a) { ManagedChannel c = ManagedChannelBuilder.forTarget(a).build(); this.stub = PricesGrpc.newBlockingStub(c); }\n  @Bean ManagedChannel channel() { return ManagedChannelBuilder.forTarget("a").build(); }\n  void prepare() { ManagedChannel c = ManagedChannelBuilder.forTarget("a").build();\n    this.stub = PricesGrpc.newBlockingStub(c); }\n  void fill() { channel = ManagedChannelBuilder.forTarget("a").build(); } }\n',
  ),
  // Clients of one process share their connections.
  fine(
    'a.js',
    "const grpc = require('@grpc/grpc-js');\nfunction price(i, done) {\n  const client = new pb.Prices('10.0.0.5:50051', grpc.credentials.createInsecure());\n  client.get(i, done);\n}\n",
  ),

  // libcurl.
  fault(
    'a.c',
    c(
      '  CURL *h = curl_easy_init();\n  curl_easy_setopt(h, CURLOPT_URL, "http://10.0.0.5:8080/");\n  curl_easy_perform(h);\n  curl_easy_cleanup(h);\n  return 0;\n',
    ),
    '3 c-curl',
  ),
  fault(
    'a.cpp',
    c(
      '  CURL *h;\n  h = curl_easy_init();\n  if (h) {\n    auto rc = curl_easy_perform(h);\n    curl_easy_cleanup(h);\n  }\n  return 0;\n',
    ),
    '4 c-curl',
  ),
  fault(
    'a.cpp',
    c(
      '  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> h(curl_easy_init(), curl_easy_cleanup);\n  curl_easy_perform(h.get());\n  return 0;\n',
    ),
    '3 c-curl',
  ),
  fault(
    'a.c',
    '#include <curl/curl.h>\nint main(void) {\n  for (int i = 0; i < n; i++) {\n    CURL *h = curl_easy_init();\n    curl_easy_perform(h);\n    curl_easy_cleanup(h);\n  }\n}\n',
    '4 c-curl',
  ),
  fault(
    'a.c',
    c(
      '  switch_CURL *h = switch_curl_easy_init();\n  switch_curl_easy_perform(h);\n  switch_curl_easy_cleanup(h);\n  return 0;\n',
    ),
    '3 c-curl',
  ),
  ...[
    '  static CURL *h;\n  if (!h) h = curl_easy_init();\n  curl_easy_perform(h);\n  return 0;\n',
    '  ctx->h = curl_easy_init();\n  curl_easy_perform(ctx->h);\n  curl_easy_cleanup(ctx->h);\n  return 0;\n',
    '  CURL *h = curl_easy_init();\n  curl_easy_setopt(h, CURLOPT_SHARE, shared);\n  curl_easy_perform(h);\n  curl_easy_cleanup(h);\n  return 0;\n',
    '  CURL *h = curl_easy_init();\n  for (int i = 0; i < 9; i++) {\n    curl_easy_perform(h);\n  }\n  curl_easy_cleanup(h);\n  return 0;\n',
    '  CURL *h = curl_easy_init();\n  char *e = curl_easy_escape(h, "a", 1);\n  curl_easy_cleanup(h);\n  return 0;\n',
    '  CURL *h = curl_easy_init();\n  curl_easy_setopt(h, CURLOPT_UNIX_SOCKET_PATH, "/run/a");\n  curl_easy_perform(h);\n  curl_easy_cleanup(h);\n  return 0;\n',
  ].map((body) => fine('a.c', c(body))),
  fine(
    'a.c',
    '#include <curl/curl.h>\nstatic CURL *handle;\nint main(void) {\n  CURL *h = curl_easy_init();\n  curl_easy_perform(h);\n  curl_easy_cleanup(h);\n}\nint price(int i) {\n  if (!handle) handle = curl_easy_init();\n  return curl_easy_perform(handle);\n}\n',
  ),
];
