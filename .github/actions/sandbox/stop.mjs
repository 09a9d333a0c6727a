// Under `act` a job runs on the machine itself, so what the job started has to be stopped by the job.
try {
  process.kill(Number(process.env.STATE_pid))
} catch (error) {
  console.log(`The sandbox had stopped already: ${error.message}`)
}
