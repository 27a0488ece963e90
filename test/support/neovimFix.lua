-- Waits for the diagnostic of the open file, applies the preferred fix of its line, and waits until nothing is left.
local function wait(what, passes)
  if not vim.wait(20000, passes, 50) then
    io.stderr:write('no ' .. what .. '\n')
    vim.cmd('cquit')
  end
end

local function codes()
  return vim.tbl_map(function(diagnostic)
    return diagnostic.code or diagnostic.user_data.lsp.code
  end, vim.diagnostic.get(0))
end

wait('diagnostic', function()
  return vim.tbl_contains(codes(), 'tw-recycle-removed')
end)
print(table.concat(codes(), ' '))
local params = vim.lsp.util.make_range_params()
params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(), only = { 'quickfix' } }
local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 20000)
for _, answer in pairs(answers or {}) do
  for _, action in ipairs(answer.result or {}) do
    if action.isPreferred then
      vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
    end
  end
end
wait('end of the diagnostics', function()
  return #vim.diagnostic.get(0) == 0
end)
vim.cmd('write')
vim.cmd('quit')
