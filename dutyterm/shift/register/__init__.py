"""The register of manual acceptance 手工受理: numbered slips, their cash, their back-entry (3f.2)."""
