// A passkey that is refused, forgotten or absent is told on the page, not on the console.
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const notice = document.getElementById('passkey-error')
  notice.hidden = false
  notice.scrollIntoView({ block: 'nearest' })
})
