import { oncePerFile, type Code } from './code.ts';
import { isFactory, type Scope } from './scope.ts';

/** What a program that serves says: there, functions are called again and again. */
const serves =
  /\b(flask|fastapi|django|starlette|aiohttp\.web|tornado|sanic|falcon|bottle|celery|rq|kafka|pika|grpc\.(aio\.)?server|uvicorn|gunicorn|apscheduler|schedule\.every|asyncio\.Queue|threading|ThreadPoolExecutor|discord|telegram|aiogram|koa|fastify|nestjs|hapi|createServer|lambda_handler|ListenAndServe|http\.HandleFunc|http\.ResponseWriter|Sinatra|Rails|ActiveJob|Sidekiq)\b|\bclass\s+\w*Controller\b|['"]express['"]/;

/** What a command line tool says. */
const isTool =
  /\b(argparse|optparse|click\.command|typer|sys\.argv|docopt|fire\.Fire|OptionParser|OptParse|getopt|commander|yargs|process\.argv|os\.Exit|flag\.Parse|cobra\.Command)\b|^#!/m;

const mainGuard = /^if\s+__name__\s*==\s*['"]__main__['"]|^if\s+__FILE__\s*==\s*\$(0|PROGRAM_NAME)/m;

/**
 * Whether the file is a command line tool, which makes some calls and ends, as far as its text tells: a client for each call
 * costs it nothing then, and only sockets can tell that it makes many. A loop makes many calls all the same.
 */
export function isOneShot(code: Code, scope: Scope): boolean {
  if (isByFactory(scope)) return true;
  if (scope.isInLoop) return false;
  return isToolAlone(code);
}

/** Whether the function may make something for others, by its name: `create_client` does, `create_order` does not. */
export function isByFactory({ around, isInLoop }: Scope): boolean {
  return around !== undefined && !isInLoop && isFactory(around);
}

const isToolAlone = oncePerFile(
  ({ file: { text } }) => (isTool.test(text) || mainGuard.test(text)) && !serves.test(text),
);
