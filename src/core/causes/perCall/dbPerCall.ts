import { perCall } from './perCall.ts';

const sqlite = /["'`](sqlite\w*|duckdb|file)["'`:]/i;
const unix = /["'`](unix:|\/)|\bunix_?socket\b|\bpath:\s/i;

/** A client of Redis or of an SQL database for each call, in languages without a cause of their own for databases. */
export const dbPerCall = perCall({
  id: 'db-per-call',
  words:
    /\bredis\.(New|Dial)|\brueidis\.New|\bsqlx?\.(Open|Connect|Must)|\bgorm\.Open|\bpgx(pool)?\.(New|Connect)|\bmongo\.(Connect|NewClient)|\bmemcache\.New|\bRedis\.(new|connect)|\bPG\.connect|\bPG::Connection|\bPGconn\b|\b(Mysql2|Mongo|Dalli)::Client|\bSequel\.connect|\bConnectionMultiplexer\.|\bNpgsqlDataSource|\bredis::Client|\bpostgres::|\b(Pg|MySql|Mysql)(Connection|Pool)|\bmongodb::/,
  symptoms: ['thrown-away', 'hoard'],
  makers: {
    go: [
      {
        calls: /^redis\.(NewClient|NewClusterClient|NewFailoverClient|NewUniversalClient|NewRing)$/,
        about: /"(github\.com\/(go-redis\/redis|redis\/go-redis)[^"]*)"/,
        not: /"unix"/,
        usualPort: 6379,
      },
      {
        calls: /^redis\.(Dial|DialURL|DialContext|DialURLContext)$/,
        about: /redigo\/redis"/,
        not: /"unix"/,
        usualPort: 6379,
      },
      { calls: /^rueidis\.NewClient$/, usualPort: 6379 },
      { calls: /^(sql|sqlx)\.(Open|OpenDB|Connect|ConnectContext|MustConnect|MustOpen)$/, not: sqlite },
      { calls: /^gorm\.Open$/, not: /\bsqlite\b/ },
      { calls: /^pgx\.(Connect|ConnectConfig)$/, usualPort: 5432 },
      { calls: /^pgxpool\.(New|NewWithConfig|Connect|ConnectConfig)$/, usualPort: 5432 },
      { calls: /^mongo\.(Connect|NewClient)$/, about: /go\.mongodb\.org/, usualPort: 27_017 },
      { calls: /^memcache\.New$/, about: /gomemcache/, usualPort: 11_211 },
    ],
    ruby: [
      { calls: /^(::)?Redis\.(new|connect)$/, not: unix, usualPort: 6379 },
      {
        calls: /^(::)?(PG\.connect|PG::Connection\.(new|open|connect)|PGconn\.(new|open|connect))$/,
        not: unix,
        usualPort: 5432,
      },
      { calls: /^(::)?Mysql2::Client\.new$/, not: /\bsocket:/, usualPort: 3306 },
      { calls: /^(::)?Mongo::Client\.new$/, usualPort: 27_017 },
      { calls: /^(::)?Dalli::Client\.new$/, not: unix, usualPort: 11_211 },
      { calls: /^(::)?Sequel\.connect$/, not: sqlite },
    ],
    csharp: [
      {
        calls: /^(StackExchange\.Redis\.)?ConnectionMultiplexer\.(Connect|ConnectAsync|SentinelConnect\w*)$/,
        usualPort: 6379,
      },
      { calls: /^(Npgsql\.)?(NpgsqlDataSource\.Create|NpgsqlDataSourceBuilder)$/, usualPort: 5432 },
    ],
    rust: [
      { calls: /^redis::Client::open$/, not: unix, usualPort: 6379 },
      { calls: /^(tokio_postgres::connect|postgres::Client::connect)$/, usualPort: 5432 },
      {
        calls: /^(\w+::)*Pg(Connection|Pool|PoolOptions)::(connect|connect_with|establish|new)$/,
        usualPort: 5432,
      },
      {
        calls: /^(\w+::)*(MySql|Mysql)(Connection|Pool|PoolOptions)::(connect|connect_with|establish|new)$/,
        usualPort: 3306,
      },
      { calls: /^(mongodb::)?Client::(with_uri_str|with_options)$/, about: /\bmongodb::/, usualPort: 27_017 },
    ],
  },
  says: {
    mechanism: 'Each call creates a database client, whose connections serve only this call.',
    advice: 'Create one client or pool when the program starts and use it for all calls.',
  },
});
