/** Which code serves which task: a new task is one file and one row. Nothing else may choose by task. */
import type { Model } from '../../domain/model';
import { bodyPose } from './body-pose';
import { faceDetection } from './face-detection';
import { faceEmotion } from './face-emotion';
import { faceLandmarks } from './face-landmarks';
import { personSegmentation } from './person-segmentation';
import type { Task } from './task';

export const TASKS: Readonly<Record<Model['task'], Task>> = {
  'face-detection': faceDetection,
  'face-landmarks': faceLandmarks,
  'face-emotion': faceEmotion,
  'body-pose': bodyPose,
  'person-segmentation': personSegmentation,
};
