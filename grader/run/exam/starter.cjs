// @ts-check
/**
 * Starts the process that sets the problems, with what is its own third channel as input and output, and ends. So that process is nobody's
 * child: most systems let a program look into the memory of its children, and of no others. Plain JavaScript, because
 * it has to be quick.
 */
const { spawn } = require('node:child_process')

spawn(process.execPath, process.argv.slice(2), { detached: true, stdio: [3, 3, 'ignore'], windowsHide: true }).unref()
