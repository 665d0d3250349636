const status = document.querySelector('[role=status]');
window.halligan.on('view', (view) => {
  status.textContent = view.text;
});
status.textContent = 'ready';
