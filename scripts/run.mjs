// Entry of every npm command: `run.mjs COMMAND [arguments]`. Old syntax on purpose: an old Node must still parse it to say what is wrong.
const major = Number(process.versions.node.split('.')[0]);

if (major < 18) {
  console.error(
    `Gezhi needs Node 18 or newer to install itself, and this is Node ${process.versions.node}: get a newer one from https://nodejs.org.`,
  );
  process.exit(1);
}

import('./launch.mjs')
  .then((launcher) => launcher.launch(process.argv[2], process.argv.slice(3)))
  .then((code) => {
    process.exitCode = code;
  });
