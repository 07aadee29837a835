// One click enters as a person of the demo: asks for a session, then opens the page where that person works.

const refusal = document.getElementById('refusal');

// The terminal names people by address: their row may lie folded away.
for (const folded of document.querySelectorAll('details')) {
  if (location.hash === '' || folded.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`) === null) continue;
  folded.open = true;
  document.getElementById(location.hash.slice(1)).scrollIntoView();
}

document.addEventListener('submit', async (event) => {
  const { signInName, opens } = event.target.dataset;
  if (signInName === undefined) return;
  event.preventDefault();
  refusal.textContent = '';
  const button = event.target.querySelector('button');
  button.disabled = true;
  try {
    const reply = await fetch('/api/session/demo', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ signInName }),
    });
    if (!reply.ok) throw new Error(`${reply.status}`);
    location.assign(opens);
  } catch (error) {
    refusal.textContent = `没有进去，请再试一次。Could not enter, please try again. (${error.message})`;
  } finally {
    button.disabled = false;
  }
});
