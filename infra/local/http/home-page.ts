/** What one finds at `/`: where things are, and the development sign-in. */
export const HOME_PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Rex on this machine</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
  input, select, button { font: inherit; } label { display: block; margin: .5rem 0; }
  textarea { width: 100%; height: 8rem; font: 12px monospace; } pre { background: #f6f6f6; padding: .5rem; overflow: auto; }
</style>
<h1>Rex runs on this machine</h1>
<p>Nothing leaves it: the people who get its mail are simulated.</p>
<ul>
  <li><a href="/mailbox">Mailbox</a>: every mail that was sent</li>
  <li><a href="/openapi.json">API description</a></li>
  <li><a href="/health">Health</a></li>
  <li><a href="/_local/status">Status of the local runtime</a></li>
</ul>
<h2>Sign in</h2>
<p>For development only: a token for any workspace and role, without a password.</p>
<form id="form">
  <label>Workspace <input name="workspace" value="demo" required></label>
  <label>Role <select name="role"><option>owner<option>admin<option>operator<option>approver<option>viewer</select></label>
  <button>Get a token</button>
</form>
<p><textarea id="token" readonly aria-label="Token" hidden></textarea></p>
<script>
  document.getElementById('form').onsubmit = async (event) => {
    event.preventDefault();
    const body = JSON.stringify(Object.fromEntries(new FormData(event.target)));
    const answer = await fetch('/_local/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const box = document.getElementById('token');
    box.hidden = false;
    box.value = (await answer.json()).token;
  };
</script></html>`;
