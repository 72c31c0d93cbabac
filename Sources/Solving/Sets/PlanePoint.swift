import Ball
import Certified

/// A complex number as doubles.
public struct PlanePoint: Hashable, Sendable {
    /// The real part.
    public let real: Double
    /// The imaginary part.
    public let imaginary: Double

    init(_ real: Double, _ imaginary: Double = 0) {
        self.real = real
        self.imaginary = imaginary
    }

    var magnitude: Double { (real * real + imaginary * imaginary).squareRoot() }

    static func + (left: PlanePoint, right: PlanePoint) -> PlanePoint {
        PlanePoint(left.real + right.real, left.imaginary + right.imaginary)
    }

    static func - (left: PlanePoint, right: PlanePoint) -> PlanePoint {
        PlanePoint(left.real - right.real, left.imaginary - right.imaginary)
    }

    static func * (factor: Double, point: PlanePoint) -> PlanePoint { PlanePoint(factor * point.real, factor * point.imaginary) }

    /// How often `step` goes into the number, rounded to a whole number: the one whose multiple is nearest.
    func turns(of step: PlanePoint) -> Double {
        let square = step.real * step.real + step.imaginary * step.imaginary
        return ((real * step.real + imaginary * step.imaginary) / square).rounded()
    }

    /// The number in a square of that half width around it.
    func ball(within margin: Double) -> ComplexBall { PlaneSquare(center: self, half: margin).ball }
}

/// A square of the complex plane with sides along the axes.
struct PlaneSquare {
    let center: PlanePoint
    /// Half the length of a side.
    let half: Double

    func contains(_ point: PlanePoint) -> Bool {
        abs(point.real - center.real) <= half && abs(point.imaginary - center.imaginary) <= half
    }

    /// Four smaller squares that cover it. They overlap: what lies next to the boundary of one lies well inside another.
    var quarters: [PlaneSquare] {
        [(-0.5, -0.5), (-0.5, 0.5), (0.5, -0.5), (0.5, 0.5)].map { across, up in
            PlaneSquare(center: center + PlanePoint(across * half, up * half), half: 0.54 * half)
        }
    }

    /// The corners, counterclockwise.
    var corners: [PlanePoint] {
        [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map { across, up in center + PlanePoint(across * half, up * half) }
    }

    /// All its points.
    var ball: ComplexBall { PlaneSquare.ball(center, half, half) }

    /// The points of the segment between two numbers, in the rectangle around them.
    static func segment(_ start: PlanePoint, _ end: PlanePoint) -> ComplexBall {
        ball(0.5 * (start + end), abs(end.real - start.real) / 2, abs(end.imaginary - start.imaginary) / 2)
    }

    private static func ball(_ center: PlanePoint, _ across: Double, _ up: Double) -> ComplexBall {
        // The middle of doubles is rounded: the radius covers that.
        func widened(_ radius: Double, _ middle: Double) -> Double { radius == 0 ? 0 : radius + 2 * middle.ulp }
        let (result, imaginary) = (ComplexBall(), ComplexBall())
        result.set(realMidpoint: center.real, radius: widened(across, center.real))
        imaginary.set(realMidpoint: center.imaginary, radius: widened(up, center.imaginary))
        let unit = ComplexBall()
        unit.setImaginaryUnit()
        imaginary.multiply(imaginary, unit, bits: 64)
        result.add(result, imaginary, bits: 64)
        return result
    }
}
