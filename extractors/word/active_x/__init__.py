"""ActiveX controls and the binary form in which they keep their values."""
