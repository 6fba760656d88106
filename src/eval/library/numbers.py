import abc


class Number(metaclass=abc.ABCMeta):
    """All numbers."""

    __hash__ = None


class Complex(Number):
    """Numbers with a real and an imaginary part."""


class Real(Complex):
    """Numbers with an order."""


class Rational(Real):
    """Quotients of integers."""


class Integral(Rational):
    """Integers."""


Complex.register(complex)
Real.register(float)
Integral.register(int)


def _register_scalars():
    import numpy
    Complex.register(numpy.inexact)
    Real.register(numpy.floating)
    Integral.register(numpy.integer)
    Number.register(numpy.number)


_register_scalars()
