"""The register of manual acceptance 手工受理, over whatever page or card is shown."""

from dutyterm.tui.screens.register.page import RegisterPage as RegisterPage
