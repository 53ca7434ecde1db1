import type { RolloutMessage, ToolCall } from '@/lib/core/rollout/rollout';

const OPENER = '<use_mcp_tool>';
const CLOSER = '</use_mcp_tool>';

/**
 * Messages in which calls of tools are written as text, in the form of MCP agents (MiroFlow, Cline): the assistant writes
 * `<use_mcp_tool><server_name>..</server_name><tool_name>..</tool_name><arguments>{..}</arguments></use_mcp_tool>`, and the
 * result comes back as a message of the user. Calls become structured ones named `server-tool`, as MiroFlow names them
 * where the model has tools of its own, and the message after them a tool message. A call that was cut off counts with what
 * there is of it; inside of thoughts the tags are talk about the format and stay text.
 *
 * @returns The same messages where none has such a call.
 */
export function withMcpCalls(messages: readonly RolloutMessage[]): readonly RolloutMessage[] {
  const result: RolloutMessage[] = [];
  let isCalling = false;
  for (const message of messages) {
    if (message.role === 'user' && isCalling) result.push({ ...message, role: 'tool' });
    else result.push(message.role === 'assistant' ? withCalls(message) : message);
    isCalling = message.role === 'assistant' && (result.at(-1)?.tool_calls ?? []).length > 0;
  }
  return result;
}

function withCalls(message: RolloutMessage): RolloutMessage {
  const { content } = message;
  const calls: ToolCall[] = [];
  const kept: string[] = [];
  let position = 0;
  for (let start = nextCall(content, 0); start !== -1; start = nextCall(content, position)) {
    const close = content.indexOf(CLOSER, start);
    const end = close === -1 ? content.length : close;
    kept.push(content.slice(position, start));
    calls.push(readCall(content.slice(start + OPENER.length, end)));
    position = close === -1 ? content.length : close + CLOSER.length;
  }
  if (calls.length === 0) return message;
  kept.push(content.slice(position));
  return { ...message, content: kept.join('').trim(), tool_calls: [...(message.tool_calls ?? []), ...calls] };
}

/** Where the next call begins that stands in no thought; -1 where there is none. */
function nextCall(content: string, from: number): number {
  const thoughtEnd = content.indexOf('</think>', from);
  return content.indexOf(OPENER, thoughtEnd === -1 ? from : thoughtEnd);
}

function readCall(text: string): ToolCall {
  const server = between(text, 'server_name');
  const tool = between(text, 'tool_name');
  const name = [server, tool].filter((part) => part !== '').join('-');
  return { type: 'function', function: { name, arguments: between(text, 'arguments') } };
}

function between(text: string, tag: string): string {
  const open = text.indexOf(`<${tag}>`);
  if (open === -1) return '';
  const start = open + tag.length + 2;
  const close = text.indexOf(`</${tag}>`, start);
  return text.slice(start, close === -1 ? text.length : close).trim();
}
